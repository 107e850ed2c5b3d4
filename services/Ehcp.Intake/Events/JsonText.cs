using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Intake.Events;

/// <summary>Texts and names of a JSON body whose UTF-8 is already known to be valid.</summary>
internal static partial class JsonText
{
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    // An escape of half a surrogate pair is JSON but no text.
    public static bool TryRead(ref Utf8JsonReader reader, out string text)
    {
        if (!reader.ValueIsEscaped)
        {
            text = Encoding.UTF8.GetString(reader.ValueSpan);
            return true;
        }

        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>Index of the name the reader is at, or -1.</summary>
    public static int IndexOfName(ref Utf8JsonReader reader, byte[][] names)
    {
        if (!reader.ValueIsEscaped)
        {
            return IndexOf(reader.ValueSpan, names);
        }

        return TryRead(ref reader, out var name) ? IndexOf(Encoding.UTF8.GetBytes(name), names) : -1;
    }

    public static int IndexOf(ReadOnlySpan<byte> name, byte[][] names)
    {
        for (var at = 0; at < names.Length; at++)
        {
            if (name.SequenceEqual(names[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>
    /// Pointer to a member that is not known. Its name is told only where it looks like the name of a field: a name is not
    /// a value, but somebody may have put one there.
    /// </summary>
    public static string PointerToUnknown(string parent, string name) => FieldName().IsMatch(name) ? $"{parent}/{name}" : parent;

    /// <summary>Whether an attribute that nobody here knows could be called so (CloudEvents 1.0: small letters and digits, 20 at most).</summary>
    public static bool IsNameOfAttribute(string name) => AttributeName().IsMatch(name) && PersonalShapes.CheckedIn(name) is null;

    [GeneratedRegex(@"^[a-z][a-z0-9]{0,19}\z")]
    private static partial Regex AttributeName();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z_-]{0,39}[0-9]{0,2}\z")]
    private static partial Regex FieldName();
}

using System.Globalization;

namespace Ehcp.Hosting.Parameters;

/// <summary>How an instant is written in an address.</summary>
public static class Instants
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>In UTC with a Z, to the tick: it can be sent back as it is.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads an instant with its offset written out: the same words without one are another instant for another reader.
    /// The blank that an unescaped + arrives as is a +.
    /// </summary>
    public static bool TryRead(string text, out DateTimeOffset instant)
    {
        if (text.Length >= 6 && text[^6] == ' ')
        {
            text = $"{text[..^6]}+{text[^5..]}";
        }

        instant = default;
        return HasOffset(text) && DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out instant);
    }

    private static bool HasOffset(string text) => text.Length > 10 && (text[^1] == 'Z' || text[^6] is '+' or '-');
}

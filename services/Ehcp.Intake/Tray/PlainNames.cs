using System.Text;
using Ehcp.Intake.Events;

namespace Ehcp.Intake.Tray;

/// <summary>Names of the wire as people read them.</summary>
internal static class PlainNames
{
    /// <summary><c>ehcp.request-received.v1</c> is Request received.</summary>
    public static string OfType(string wireType) => FactShape.Find(wireType) is { } shape ? Sentence(shape.Type.Name.Replace('-', ' ')) : wireType;

    /// <summary><c>receivedOn</c> is Received on.</summary>
    public static string OfField(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}");
        }

        return Sentence(words.ToString()) switch
        {
            "Authority" => "Local authority",
            var other when other.EndsWith(" id", StringComparison.Ordinal) => other[..^3] + " reference",
            var other => other,
        };
    }

    /// <summary>A code of a closed list: <c>parent-or-young-person</c> is Parent or young person.</summary>
    public static string OfCode(string code) => Sentence(code.Replace('-', ' '));

    /// <summary>Where in an event something is wrong.</summary>
    public static string OfPlace(string pointer) => pointer.Split('/') switch
    {
        ["", "data", var field, ..] => OfField(field.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)),
        ["", "subject"] => "Case reference",
        ["", "id"] => "Event id",
        ["", "time"] => "Time of the event",
        ["", "type"] => "Type of event",
        ["", ""] or [""] => "The whole event",
        ["", var attribute, ..] => Sentence(attribute),
        _ => pointer,
    };

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}

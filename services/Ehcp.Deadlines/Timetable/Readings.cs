using System.Collections.Frozen;
using System.Globalization;

namespace Ehcp.Deadlines;

/// <summary>How a provision was read: what the claim "verified" rests on.</summary>
/// <param name="Citation">The provision as cited.</param>
/// <param name="Finding">In what kind of source it was read.</param>
/// <param name="Version">Which version of the text.</param>
/// <param name="ReadOn">Day it was read; null when it was not.</param>
/// <param name="Means">By what means.</param>
/// <param name="VerifiedBy">The lawyer who signed the rule on the sheet; null until somebody did.</param>
/// <param name="VerifiedOn">Day of the signature; null until then.</param>
public sealed record SourceReading(string Citation, Finding Finding, string Version, DateOnly? ReadOn, string Means, string? VerifiedBy, DateOnly? VerifiedOn);

/// <summary>In what kind of source a provision was read.</summary>
public enum Finding
{
    /// <summary>Not at all: the rule is from general knowledge.</summary>
    Unread,

    /// <summary>In somebody's account of it.</summary>
    Secondary,

    /// <summary>In its own text.</summary>
    Primary,
}

/// <summary>The list of what was read, which ships with the rules: one line for each provision that a rule cites.</summary>
public static class Readings
{
    private static readonly FrozenDictionary<string, SourceReading> ByCitation = Shipped()
        .ToFrozenDictionary(reading => reading.Citation, StringComparer.Ordinal);

    /// <summary>Every line, in no order.</summary>
    public static IReadOnlyCollection<SourceReading> All => ByCitation.Values;

    /// <summary>The line of a provision, or null.</summary>
    /// <param name="citation">The provision as cited.</param>
    public static SourceReading? Find(string citation) => ByCitation.GetValueOrDefault(citation);

    // Seven columns, with a bar between; no text holds one.
    private static IEnumerable<SourceReading> Shipped()
    {
        using var stream = typeof(Readings).Assembly.GetManifestResourceStream("Readings.csv")
            ?? throw new InvalidOperationException("The build lacks its list of what was read.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            yield return new(cells[0], Enum.Parse<Finding>(cells[1], ignoreCase: true), cells[2], Day(cells[3]), cells[4], Text(cells[5]), Day(cells[6]));
        }
    }

    private static string? Text(string cell) => cell.Length == 0 ? null : cell;

    private static DateOnly? Day(string cell) => cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

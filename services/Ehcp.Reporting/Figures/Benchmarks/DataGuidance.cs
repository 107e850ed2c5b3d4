using System.Text.RegularExpressions;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>What <c>data-guidance.txt</c> of a release says of one of its files.</summary>
/// <param name="Release">Which release it is, e.g. <c>Reporting year 2025</c>; null where that is not said.</param>
/// <param name="Footnotes">DfE's footnotes of the file, in their order.</param>
internal sealed partial record DataGuidance(string? Release, IReadOnlyList<string> Footnotes)
{
    /// <param name="text">The whole text.</param>
    /// <param name="file">Name of the file.</param>
    internal static DataGuidance Of(string text, string file)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        var release = lines.Take(10).FirstOrDefault(line => ReportingYear().IsMatch(line));
        var footnotes = lines.SkipWhile(line => !line.Equals($"Filename: {file}", StringComparison.OrdinalIgnoreCase)).Skip(1)
            .TakeWhile(line => !line.StartsWith("Filename: ", StringComparison.OrdinalIgnoreCase))
            .SkipWhile(line => !line.Equals("Footnotes:", StringComparison.OrdinalIgnoreCase)).Skip(1)
            .SkipWhile(line => line.Length == 0)
            .TakeWhile(line => line.Length > 0)
            .Select(line => Numbering().Replace(line, ""));
        return new(release, [.. footnotes]);
    }

    [GeneratedRegex("^(Reporting year [0-9]{4}|[0-9]{4} Reporting year)$", RegexOptions.IgnoreCase)]
    private static partial Regex ReportingYear();

    [GeneratedRegex(@"^[0-9]+\.\s*")]
    private static partial Regex Numbering();
}

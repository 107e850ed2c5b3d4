using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>What a reader must know of the figure of one place and year, as DfE's footnotes and the sums of its file say.</summary>
internal static class Footnotes
{
    private static readonly Lazy<ILookup<(int Year, string Code), string>> All = new(Shipped);

    /// <summary>Of one year and place, by its ONS code.</summary>
    internal static IReadOnlyList<string> Of(int year, string code) => [.. All.Value[(year, code)]];

    private static ILookup<(int Year, string Code), string> Shipped()
    {
        using var stream = typeof(Footnotes).Assembly.GetManifestResourceStream("benchmarks/footnotes.csv")
            ?? throw new InvalidOperationException("The build lacks its footnotes.");
        using var csv = new CsvReader(new StreamReader(stream), new CsvConfiguration(CultureInfo.InvariantCulture) { AllowComments = true });
        return csv.GetRecords(new { year = 0, code = "", note = "" }).ToList().ToLookup(row => (row.year, row.code), row => row.note);
    }
}

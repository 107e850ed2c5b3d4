using Ehcp.Contracts;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>What DfE published of every authority, region and England.</summary>
internal sealed class PublishedFigures(IOptions<BenchmarkSettings> settings)
{
    private static readonly string[] Shipped = ["dfe-20-week-timeliness-2019-2023.csv", "dfe-20-week-timeliness-2024-part.csv"];

    private readonly Lazy<IReadOnlyList<PublishedFigure>> _all = new(() => Newest([.. Shipped.Select(ReadShipped), ReadFile(settings.Value.File)]));

    /// <summary>By year, then England, its regions and its authorities as DfE orders them.</summary>
    internal IReadOnlyList<PublishedFigure> All => _all.Value;

    /// <summary>Of one year and place, by its ONS code; null when DfE's files say nothing of it.</summary>
    internal PublishedFigure? Find(int year, string code) => All.FirstOrDefault(figure => figure.Year == year && figure.Code == code);

    /// <summary>The codes of an authority, its region and England.</summary>
    internal static string[] Around(Authority authority) =>
        Regions.Of(authority.DfeCode) is { } region ? [authority.OnsCode, region, Regions.England] : [authority.OnsCode, Regions.England];

    internal static List<PublishedFigure> ReadFile(string? path) =>
        string.IsNullOrEmpty(path) ? [] : PublishedFile.Read(Path.GetFileName(path), File.ReadAllBytes(path));

    // A later release corrects former years: of a place and year the newest file's figures stand.
    private static List<PublishedFigure> Newest(IEnumerable<List<PublishedFigure>> files)
    {
        var newest = new Dictionary<(int, string), PublishedFigure>();
        foreach (var figure in files.SelectMany(file => file))
        {
            newest[(figure.Year, figure.Code)] = figure;
        }

        return [.. newest.Values.OrderBy(figure => figure.Year).ThenBy(figure => figure.Level switch
        {
            PublishedFigure.National => 0,
            PublishedFigure.Regional => 1,
            _ => 2,
        })];
    }

    private static List<PublishedFigure> ReadShipped(string name)
    {
        using var stream = typeof(PublishedFigures).Assembly.GetManifestResourceStream($"benchmarks/{name}")
            ?? throw new InvalidOperationException("The build lacks its published figures.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return PublishedFile.Read(name, bytes.ToArray());
    }
}

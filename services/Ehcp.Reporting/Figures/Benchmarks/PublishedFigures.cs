using Ehcp.Contracts;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>What DfE published of every authority, region and England.</summary>
internal sealed class PublishedFigures(IOptions<BenchmarkSettings> settings)
{
    private static readonly string[] Shipped = ["dfe-20-week-timeliness-2019-2023.csv", "dfe-20-week-timeliness-2024-part.csv"];

    private readonly Lazy<IReadOnlyList<PublishedFigure>> _all = new(() => Newest([.. Shipped.Select(ReadShipped), ReadFile(settings.Value.File)]));

    private readonly Lazy<Neighbours> _neighbours = new(() => ReadNeighbours(settings.Value.Neighbours));

    /// <summary>By year, then England, its regions and its authorities as DfE orders them.</summary>
    internal IReadOnlyList<PublishedFigure> All => _all.Value;

    /// <summary>Of one year and place, by its ONS code; null when DfE's files say nothing of it.</summary>
    internal PublishedFigure? Find(int year, string code) => All.FirstOrDefault(figure => figure.Year == year && figure.Code == code);

    /// <summary>ONS codes of the statistical neighbours of an authority, the nearest first; empty where no file says who they are.</summary>
    internal IReadOnlyList<string> NeighboursOf(string onsCode) => _neighbours.Value.Of(onsCode);

    /// <summary>The mean of the rates without exemptions that DfE published of its neighbours in a year, each counting alike; null for none.</summary>
    internal NeighbourMean? MeanOfNeighbours(string onsCode, int year)
    {
        var neighbours = NeighboursOf(onsCode);
        var rates = neighbours.Select(code => Find(year, code)?.ExcludingExemptions.Rate).OfType<double>().ToList();
        return rates.Count == 0 ? null : new(year, rates.Average(), rates.Count, neighbours.Count);
    }

    /// <summary>The codes of an authority, its neighbours, its region and England.</summary>
    internal string[] Around(Authority authority) =>
    [
        authority.OnsCode,
        .. NeighboursOf(authority.OnsCode),
        .. Regions.Of(authority.DfeCode) is { } region ? [region] : Array.Empty<string>(),
        Regions.England,
    ];

    internal static List<PublishedFigure> ReadFile(string? path) =>
        string.IsNullOrEmpty(path) ? [] : PublishedFile.Read(Path.GetFileName(path), File.ReadAllBytes(path));

    internal static Neighbours ReadNeighbours(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return Neighbours.None;
        }

        using var text = new StreamReader(path);
        return Neighbours.Read(Path.GetFileName(path), text);
    }

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

/// <summary>What the statistical neighbours of an authority have in a year.</summary>
/// <param name="Year">Calendar year.</param>
/// <param name="RateExcludingExemptions">The mean of their rates, 0 to 1; each counts alike, however many plans it issued.</param>
/// <param name="Published">How many of them DfE published a rate of.</param>
/// <param name="Neighbours">How many there are.</param>
public sealed record NeighbourMean(int Year, double RateExcludingExemptions, int Published, int Neighbours);

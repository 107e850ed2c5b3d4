using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Figures.Benchmarks;

/// <summary>The rate without exemptions, year by year, beside what DfE published.</summary>
/// <param name="Own">Whose it is.</param>
/// <param name="Region">Name of the authority's region; null when it is of several authorities.</param>
/// <param name="Years">Oldest first, without a gap.</param>
public sealed record Comparison(string Own, string? Region, IReadOnlyList<ComparedYear> Years)
{
    /// <summary>From this year on DfE's figures are counted from a record of each person; before, from totals.</summary>
    internal const int Break = 2023;

    /// <summary>
    /// What is to be seen in the newest year of which the authority has a figure, counted here or published, and England has one too. Where DfE published the
    /// authority's, that is the one, as England's is DfE's.
    /// </summary>
    internal string Finding
    {
        get
        {
            if (Newest is not { } last)
            {
                return $"{Own} beside its region and England";
            }

            var points = last.ToldTenths!.Value - last.EnglandTenths!.Value;
            var by = last.PublishedTenths is not null && last.OwnTenths != last.PublishedTenths ? ", by DfE's figures" : "";
            return points == 0
                ? $"{Own} was the same as England in {last.Year}{by}"
                : $"{Own} was {Tenths(Math.Abs(points))} points {(points > 0 ? "above" : "below")} England in {last.Year}{by}";
        }
    }

    /// <summary>That there are figures of newer years, and nothing of England to hold them against; null when there are none.</summary>
    internal string? NotYet => Years.Where(year => year.Year > (Newest?.Year ?? int.MinValue) && year is { ToldTenths: not null, EnglandTenths: null })
        .Select(year => year.Year.ToString(CultureInfo.InvariantCulture)).ToList() is { Count: > 0 } years
            ? $"DfE has published no figure of England of {string.Join(" and ", years)} that is known here."
            : null;

    /// <summary>Whether anybody's neighbours are known.</summary>
    internal bool HasNeighbours => Years.Any(year => year.Neighbours is not null);

    /// <summary>What a reader must know of single figures, with the year before it.</summary>
    internal IEnumerable<string> Notes => Years
        .SelectMany(year => new[] { year.Published, year.Region, year.England }.OfType<PublishedFigure>()
            .SelectMany(figure => figure.Notes.Select(note => $"{figure.Name} {year.Year}: {note}")))
        .Concat(Years.SelectMany(year => new[] { year.Published, year.Region, year.England }.OfType<PublishedFigure>())
            .SelectMany(figure => figure.Source.Footnotes))
        .Distinct();

    private ComparedYear? Newest => Years.LastOrDefault(year => year is { ToldTenths: not null, EnglandTenths: not null });

    internal static string Tenths(decimal number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    /// <param name="authority">The only one whose cases are counted; null for several.</param>
    /// <param name="own">Its years.</param>
    /// <param name="published">What DfE published.</param>
    /// <returns>Null when DfE published nothing of those years.</returns>
    internal static Comparison? Of(Authority? authority, int firstYear, int lastYear, IReadOnlyList<PlansIssuedRow> own, PublishedFigures published)
    {
        var region = authority is null ? null : Regions.Of(authority.DfeCode);
        var years = Enumerable.Range(firstYear, lastYear - firstYear + 1).Select(year => new ComparedYear(
            year,
            own.FirstOrDefault(row => row.Group == year.ToString(CultureInfo.InvariantCulture)),
            authority is null ? null : published.Find(year, authority.OnsCode),
            region is null ? null : published.Find(year, region),
            published.Find(year, Regions.England))
        {
            Neighbours = authority is null ? null : published.MeanOfNeighbours(authority.OnsCode, year),
        }).ToList();
        return years.Exists(year => year.England is not null)
            ? new(authority?.Name ?? "The total of all authorities", region is null ? null : Regions.Names[region], years)
            : null;
    }
}

/// <param name="Year">Calendar year.</param>
/// <param name="Own">As counted here; null when no plan was sent.</param>
/// <param name="Published">What DfE published of the same authority.</param>
/// <param name="Region">Of its region.</param>
/// <param name="England">Of England.</param>
public sealed record ComparedYear(int Year, PlansIssuedRow? Own, PublishedFigure? Published, PublishedFigure? Region, PublishedFigure? England)
{
    /// <summary>Of its statistical neighbours.</summary>
    public NeighbourMean? Neighbours { get; init; }

    internal decimal? OwnTenths => Own is { PlansIssuedExcludingExemptions: > 0 }
        ? (decimal)English.PercentNumber(Own.WithinTwentyWeeksExcludingExemptions, Own.PlansIssuedExcludingExemptions)
        : null;

    internal decimal? PublishedTenths => Published?.ExcludingExemptions.Percent.Number;

    /// <summary>What is told of the authority: DfE's figure, or where there is none what is counted here.</summary>
    internal decimal? ToldTenths => PublishedTenths ?? OwnTenths;

    internal decimal? RegionTenths => Region?.ExcludingExemptions.Percent.Number;

    internal decimal? EnglandTenths => England?.ExcludingExemptions.Percent.Number;
}

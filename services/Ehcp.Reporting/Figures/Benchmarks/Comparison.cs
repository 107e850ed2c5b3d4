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

    /// <summary>What is to be seen in the newest year of which both are known.</summary>
    internal string Finding
    {
        get
        {
            if (Years.LastOrDefault(year => year is { OwnTenths: not null, EnglandTenths: not null }) is not { } last)
            {
                return $"{Own} beside its region and England";
            }

            var points = last.OwnTenths!.Value - last.EnglandTenths!.Value;
            return points == 0
                ? $"{Own} was level with England in {last.Year}"
                : $"{Own} was {Math.Abs(points).ToString("0.0", CultureInfo.InvariantCulture)} points {(points > 0 ? "above" : "below")} England in {last.Year}";
        }
    }

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
            published.Find(year, Regions.England))).ToList();
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
    internal decimal? OwnTenths => Own is { PlansIssuedExcludingExemptions: > 0 }
        ? (decimal)English.PercentNumber(Own.WithinTwentyWeeksExcludingExemptions, Own.PlansIssuedExcludingExemptions)
        : null;

    internal decimal? RegionTenths => Region?.ExcludingExemptions.Percent.Number;

    internal decimal? EnglandTenths => England?.ExcludingExemptions.Percent.Number;
}

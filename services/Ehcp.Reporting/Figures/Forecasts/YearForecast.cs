using System.Text.Json.Serialization;
using Ehcp.Reporting.Figures.Rates;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Figures.Forecasts;

/// <summary>What the rate of a calendar year can still become.</summary>
/// <param name="Issued">Plans sent in the year up to the day.</param>
/// <param name="WithinTwentyWeeks">Of them, those in time.</param>
/// <param name="Rate">The rate so far; null when there were none.</param>
/// <param name="AlreadyLost">Open requests past the 140th day: whenever their plan is sent, it is late.</param>
/// <param name="StillWinnable">Open requests that can still be in time this year.</param>
/// <param name="Floor">The rate if none of those were in time, and every open request that can be late this year were sent this year.</param>
/// <param name="Expected">The rate if requests go on ending as they did in the year before, new ones included.</param>
/// <param name="Lower">Lower end of its band of 90 %.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="ExpectedIssued">Plans sent in the whole year, in the same case.</param>
/// <param name="Highest">The rate if every winnable request known now were in time, and no other plan were sent this year.</param>
/// <param name="Actual">What it became, once the year is over.</param>
/// <param name="FormerYears">What would have been expected on the same day of earlier years, and what came of it: their errors widen the band.</param>
public sealed record YearForecast(
    int Issued,
    int WithinTwentyWeeks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Rate,
    int AlreadyLost,
    int StillWinnable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Floor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Expected,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Lower,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Upper,
    double ExpectedIssued,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Highest,
    double? Actual,
    IReadOnlyList<FormerForecast> FormerYears)
{
    private const double Normal95 = 1.6448536269514722;

    /// <param name="issued">Plans sent in the year up to the day.</param>
    /// <param name="within">Of them, those in time.</param>
    /// <param name="openAges">How many requests are open at which age.</param>
    /// <param name="daysLeft">Days of the year after the day.</param>
    /// <param name="received">Requests received on a day, lately and on average.</param>
    /// <param name="paces">The last year's first; the others widen the band by what may change.</param>
    /// <param name="actual">What it became.</param>
    /// <param name="former">How far off the same forecast was in earlier years.</param>
    internal static YearForecast Of(
        int issued, int within, IReadOnlyDictionary<int, int> openAges, int daysLeft, double received, IReadOnlyList<Pace> paces, double? actual,
            IReadOnlyList<FormerForecast> former)
    {
        var lost = openAges.Where(open => open.Key > Measure.PlansIssued.DaysInTime).Sum(open => open.Value);
        var winnable = openAges.Values.Sum() - lost;
        var mayBeLate = openAges.Where(open => open.Key + daysLeft > Measure.PlansIssued.DaysInTime).Sum(open => open.Value);
        var (left, futures) = (daysLeft > 0, paces.Select(pace => Future(issued, within, openAges, daysLeft, received, pace)).ToList());
        var off = left && former.Count > 0 ? former.Average(year => Math.Pow(year.Actual - year.Expected, 2)) : 0;
        return new(
            issued, within, Shares.Of(within, issued), lost, winnable,
            Shares.Of(within, issued + (left ? mayBeLate : 0)),
            futures[0].Rate,
            futures.Min(future => future.Rate is { } rate ? Math.Max(0, rate - (Normal95 * Math.Sqrt(future.Variance + off))) : null),
            futures.Max(future => future.Rate is { } rate ? Math.Min(1, rate + (Normal95 * Math.Sqrt(future.Variance + off))) : (double?)null),
            futures[0].Issued,
            left ? Shares.Of(within + winnable, issued + winnable) : Shares.Of(within, issued),
            actual,
            former);
    }

    // Requests end independently of each other; the variance of the ratio by its first derivatives.
    private static (double? Rate, double Issued, double Variance) Future(
        int issued, int within, IReadOnlyDictionary<int, int> openAges, int daysLeft, double received, Pace pace)
    {
        var (inTime, late, varInTime, varLate, both) = ((double)within, (double)(issued - within), 0.0, 0.0, 0.0);
        foreach (var (age, count) in openAges)
        {
            Add(pace.Chances(age, daysLeft), count, isCount: true);
        }

        for (var day = 1; day <= daysLeft; day++)
        {
            Add(pace.Chances(-1, daysLeft - day + 1), received, isCount: false);
        }

        var all = inTime + late;
        if (all <= 0)
        {
            return (null, 0, 0);
        }

        var (byInTime, byLate) = (late / (all * all), -inTime / (all * all));
        var variance = (byInTime * byInTime * varInTime) + (byLate * byLate * varLate) + (2 * byInTime * byLate * both);
        return (inTime / all, all, Math.Max(0, variance));

        void Add((double InTime, double Late) chance, double count, bool isCount)
        {
            inTime += count * chance.InTime;
            late += count * chance.Late;

            // How many will come in is itself by chance: those of an uncertain number vary as much as they are.
            varInTime += count * chance.InTime * (isCount ? 1 - chance.InTime : 1);
            varLate += count * chance.Late * (isCount ? 1 - chance.Late : 1);
            both -= isCount ? count * chance.InTime * chance.Late : 0;
        }
    }
}

/// <param name="Year">The calendar year.</param>
/// <param name="Expected">What would have been expected on that day of it.</param>
/// <param name="Actual">What it became.</param>
public sealed record FormerForecast(int Year, double Expected, double Actual);

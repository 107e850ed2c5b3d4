using Ehcp.Reporting.Completion;
using Ehcp.Reporting.Rates;

namespace Ehcp.Reporting.Forecasts;

/// <summary>Reads what a forecast is made from: the year so far, what is open, and how requests have lately been ending.</summary>
public sealed class YearForecasts(RequestAges ages, TwentyWeekRates rates)
{
    private const int FormerYears = 3;

    // Of a handful of plans any forecast is far off, and says nothing of the next.
    private const int EnoughPlans = 20;

    // The last year, and half and twice as much: what has changed between them may change again.
    private static readonly int[] DaysWatched = [365, 182, 730];

    internal async Task<(Freshness Freshness, YearForecast Forecast)> OfAsync(AsKnown known, DateOnly on, bool withExemptions, CancellationToken cancellationToken)
    {
        var former = new List<FormerForecast>();
        for (var back = 1; back <= FormerYears; back++)
        {
            var (_, then) = await OfAsync(known, on.AddYears(-back), withExemptions, DaysWatched[..1], [], cancellationToken);
            if (then is { Expected: { } expected, Actual: { } actual, Issued: >= EnoughPlans })
            {
                former.Add(new(on.Year - back, expected, actual));
            }
        }

        return await OfAsync(known, on, withExemptions, DaysWatched, former, cancellationToken);
    }

    private async Task<(Freshness Freshness, YearForecast Forecast)> OfAsync(
        AsKnown known, DateOnly on, bool withExemptions, int[] daysWatched, List<FormerForecast> former, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(on.Year, 1, 1), new DateOnly(on.Year, 12, 31));
        var (freshness, soFar) = await PlansAsync(first, on);
        var (_, wholeYear) = known.Day > last ? await PlansAsync(first, last) : (freshness, soFar);
        var (_, received) = await rates.RequestsReceivedAsync(new(on.AddDays(-364), on, RateGrouping.All, known), cancellationToken);
        var paces = new List<Pace>();
        var open = new Dictionary<int, int>();
        foreach (var days in daysWatched)
        {
            var (_, table) = await ages.ReadAsync(new(known, on, on.AddDays(1 - days), WithExemptions: withExemptions), cancellationToken);
            paces.Add(Pace.Of(table));
            open = table.Exits.Where(age => age.Open > 0).ToDictionary(age => age.Days, age => age.Open);
        }

        return (freshness, YearForecast.Of(
            soFar.Issued, soFar.Within, open, last.DayNumber - on.DayNumber, (received[0].Requests - (withExemptions ? 0 : received[0].WithExemption)) / 365.0, paces,
            known.Day > last ? Shares.Of(wholeYear.Within, wholeYear.Issued) : null, former));

        async Task<(Freshness Freshness, (int Issued, int Within) Plans)> PlansAsync(DateOnly from, DateOnly to)
        {
            var (fresh, rows) = await rates.PlansIssuedAsync(new(from, to, RateGrouping.All, known), cancellationToken);
            return (fresh, withExemptions
                ? (rows[0].PlansIssued, rows[0].WithinTwentyWeeks)
                : (rows[0].PlansIssuedExcludingExemptions, rows[0].WithinTwentyWeeksExcludingExemptions));
        }
    }
}

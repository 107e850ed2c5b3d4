using Ehcp.Reporting.Completion;
using Ehcp.Reporting.Measures;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Forecasts;

/// <summary>Reads what a forecast is made from: the year so far, what is open, and how requests have lately been ending.</summary>
public sealed class YearForecasts(RequestAges ages, Figures figures, IOptions<MeasureSettings> settings)
{
    private const int FormerYears = 3;

    // Of a handful of plans any forecast is far off, and says nothing of the next.
    private const int EnoughPlans = 20;

    // The last year, and half and twice as much: what has changed between them may change again.
    private static readonly int[] DaysWatched = [365, 182, 730];

    private const string YearSql = """
        select (count(*) filter (where plan_sent_on <= @on))::int, (count(*) filter (where plan_sent_on <= @on and in_time))::int,
               count(*)::int, (count(*) filter (where in_time))::int,
               (select count(*)::int from known_request where {0} and received_on <= @on and received_on > @on - 365 and (@with_exemptions or not exemption_claimed))
        from known_request cross join lateral (select received_on_usable and plan_sent_on <= received_on + 140 as in_time) as told
        where {0} and plan_sent_on >= @first and plan_sent_on <= @last and (@with_exemptions or not exemption_claimed) and {1}
        """;

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
        var last = new DateOnly(on.Year, 12, 31);
        int[] year = [];
        var freshness = await figures.ReadAsync(
            known,
            [new("on", on), new("first", new DateOnly(on.Year, 1, 1)), new("last", last), new("with_exemptions", withExemptions)],
            cancellationToken,
            new Reading(YearSql.Replace("{0}", known.Rows, StringComparison.Ordinal).Replace("{1}", settings.Value.PlansSql, StringComparison.Ordinal), row => year = [.. Enumerable.Range(0, 5).Select(row.GetInt32)]));
        var paces = new List<Pace>();
        var open = new Dictionary<int, int>();
        foreach (var days in daysWatched)
        {
            var (_, table) = await ages.ReadAsync(new(known, on, on.AddDays(1 - days), WithExemptions: withExemptions), cancellationToken);
            paces.Add(Pace.Of(table));
            open = table.Exits.Where(age => age.Open > 0).ToDictionary(age => age.Days, age => age.Open);
        }

        return (freshness, YearForecast.Of(
            year[0], year[1], open, last.DayNumber - on.DayNumber, year[4] / 365.0, paces, known.Day > last && year[2] > 0 ? (double)year[3] / year[2] : null, former));
    }
}

using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Npgsql;

namespace Ehcp.Reporting.Sums;

/// <summary>A question to the sums.</summary>
/// <param name="Cut">What is counted by days before it is told apart.</param>
internal sealed record CountQuestion(Measure Measure, RateQuestion Rates, DateOnly Cut)
{
    private readonly Period _period = IsSummed(Rates)
        ? Period.Of(Rates.From, Rates.To, byYear: Rates.Grouping is not (RateGrouping.Month or RateGrouping.Quarter), Measure == Measure.RequestsReceived ? Cut : null)
        : Period.ByTheDay(Rates.From, Rates.To);

    private AsKnown Known => Rates.Known;

    private static bool IsSummed(RateQuestion rates) => rates.Known.IsNow || rates.Known.Authorities is null || Of(rates.Grouping) == Breakdown.None;

    private static Breakdown Of(RateGrouping grouping) => grouping switch
    {
        RateGrouping.Team => Breakdown.Team,
        RateGrouping.Area => Breakdown.Area,
        RateGrouping.Need => Breakdown.Need,
        _ => Breakdown.None,
    };

    /// <summary>Group, whether before the cut, and a number for each slot of the measure: of whole years and months.</summary>
    internal string SumsSql => $"""
        select {Group("first", "value")}, first < @cut, {string.Join(", ", Slots.Of(Measure).Select(slot => $"sum(n{slot})"))}
        from unnest(@whole_months, @whole_first, @whole_end) as w (w_months, w_first, w_end)
        cross join lateral (
          select * from {(Known.IsNow ? "figure_sum" : "figure_known_sum")}
          where measure = @measure and breakdown = {(short)Of(Rates.Grouping)} and months = w_months and {SummedAuthorities} and first >= w_first and first < w_end
            {(Known.IsNow ? "" : "and known_month < @known_month")} {(Rates is { From: null, To: null } ? "" : "and first > '-infinity'")}
          {ByIndex}
        ) as cell
        group by 1, 2
        """;

    /// <summary>Group, whether before the cut, slot and number: of single days, of what became known in the month of the instant, and of what is not summed yet.</summary>
    internal string ChangesSql => $"""
        select {Group("day", TeamAreaOrNeed)}, day < @cut, slot, sum(change)
        from (
          select {SumTables.Change}
          from unnest(@first_days, @end_days) as d (d_first, d_end)
          cross join lateral (select * from figure_change where measure = @measure {OfAuthorities} and day >= d_first and day < d_end {ByIndex}) as single
          where {InPeriod} {(Known.IsNow ? "" : Recently)}
          union all
          select {SumTables.Change} from figure_change_new where {InPeriod} {(Known.IsNow ? "" : "and known_at <= @as_of")}
        ) as change
        where measure = @measure {OfAuthorities}
        group by 1, 2, 3
        """;

    internal IEnumerable<NpgsqlParameter> Parameters()
    {
        yield return new("measure", (short)Measure);
        yield return new("cut", Cut);
        DayRange[] whole = [.. _period.Years, .. _period.Months];
        yield return new("whole_months", whole.Select((_, index) => (short)(index < _period.Years.Count ? SumTables.Year : SumTables.Month)).ToArray());
        yield return new("whole_first", whole.Select(range => range.First).ToArray());
        yield return new("whole_end", whole.Select(range => range.End).ToArray());
        yield return new("first_days", _period.Days.Select(range => range.First).ToArray());
        yield return new("end_days", _period.Days.Select(range => range.End).ToArray());
        yield return new("from", Rates.From ?? DateOnly.MinValue);
        yield return new("to", Rates.To ?? DateOnly.MaxValue);
        var known = Known.At.UtcDateTime;
        yield return new("known_month", new DateTime(known.Year, known.Month, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    // Only where no period is asked for does what has no day count.
    private string InPeriod => Rates is { From: null, To: null } ? "true" : "day > '-infinity' and day >= @from and day <= @to";

    // Nobody can guess how many rows an array of days asks for: left alone the planner takes it for many, and reads the whole table.
    private const string ByIndex = "offset 0";

    private string OfAuthorities => Known.Authorities is null ? "" : "and authority = any(@authorities)";

    private string SummedAuthorities =>
        Known.Authorities is not null ? "authority = any(@authorities)"
        : Rates.Grouping == RateGrouping.Authority ? "authority > ''"
        : "authority = ''";

    private string TeamAreaOrNeed => Rates.Grouping switch
    {
        RateGrouping.Team => "team",
        RateGrouping.Area => "area",
        _ => "need",
    };

    private string Recently => $"""
          and known_at <= @as_of
        union all
        select {SumTables.Change}
        from (select * from figure_change where measure = @measure and known_at >= @known_month and known_at <= @as_of {ByIndex}) as recent
        where {InPeriod} and exists (select from unnest(@whole_first, @whole_end) as w (w_first, w_end) where day >= w_first and day < w_end)
        """;

    private string Group(string date, string value) => Rates.Grouping switch
    {
        RateGrouping.All => $"'{RateQuestion.All}'",
        RateGrouping.Year => $"case when isfinite({date}) then to_char({date}, 'YYYY') else '{RateQuestion.NotRecorded}' end",
        RateGrouping.Quarter => $"""case when isfinite({date}) then to_char({date}, 'YYYY"-Q"Q') else '{RateQuestion.NotRecorded}' end""",
        RateGrouping.Month => $"case when isfinite({date}) then to_char({date}, 'YYYY-MM') else '{RateQuestion.NotRecorded}' end",
        RateGrouping.Authority => "authority",
        _ => $"coalesce({value}, '{RateQuestion.NotRecorded}')",
    };
}

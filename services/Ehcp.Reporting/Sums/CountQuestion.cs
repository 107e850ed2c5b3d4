using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Rates;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Sums;

/// <summary>A question to the sums.</summary>
/// <param name="Cut">What is counted by days before it is told apart.</param>
internal sealed record CountQuestion(Measure Measure, RateQuestion Rates, DateOnly Cut)
{
    private readonly WholeMonths _months = WholeMonths.Of(Rates.From, Rates.To, Measure == Measure.RequestsReceived ? Cut : null);

    private AsKnown Known => Rates.Known;

    private Breakdown Breakdown => Rates.Grouping switch
    {
        RateGrouping.Team => Breakdown.Team,
        RateGrouping.Area => Breakdown.Area,
        RateGrouping.Need => Breakdown.Need,
        _ => Breakdown.None,
    };

    /// <summary>Group, whether before the cut, and a number for each slot: of whole months.</summary>
    internal string SumsSql => $"""
        select {Group("month", "value")}, month < @cut, {SumTables.Columns(slot => $"sum(n{slot})")}
        from {(Known.IsNow ? "figure_sum" : "figure_known_sum")}
        where measure = @measure and breakdown = {(short)Breakdown} and {SummedAuthorities} and {Whole("month")}
          {(Known.IsNow ? "" : "and known_month < @known_month")}
        group by 1, 2
        """;

    /// <summary>Group, whether before the cut, slot and number: of single days, of what became known in the month of the instant, and of what is not summed yet.</summary>
    internal string ChangesSql => $"""
        select {Group("day", TeamAreaOrNeed)}, day < @cut, slot, sum(change)
        from (
          select c.* from unnest(@first_days, @last_days) as d (first, last) join figure_change c on c.measure = @measure and c.day between d.first and d.last
          {(Known.IsNow ? "" : $"where c.known_at <= @as_of union all select * from figure_change where known_at >= @known_month and known_at <= @as_of and {Whole("day")}")}
          union all
          select * from figure_change_new where {Period} {(Known.IsNow ? "" : "and known_at <= @as_of")}
        ) as change
        where measure = @measure {(Known.Authorities is null ? "" : "and authority = any(@authorities)")}
        group by 1, 2, 3
        """;

    internal IEnumerable<NpgsqlParameter> Parameters()
    {
        yield return new("measure", (short)Measure);
        yield return new("cut", Cut);
        yield return new("first", _months.First);
        yield return new("end", _months.End);
        yield return new("except", NpgsqlDbType.Date) { Value = (object?)_months.Except ?? DBNull.Value };
        yield return new("first_days", _months.Days.Select(days => days.First).ToArray());
        yield return new("last_days", _months.Days.Select(days => days.Last).ToArray());
        yield return new("from", Rates.From ?? DateOnly.MinValue);
        yield return new("to", Rates.To ?? DateOnly.MaxValue);
        var known = Known.At.UtcDateTime;
        yield return new("known_month", new DateTime(known.Year, known.Month, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    // Only where no period is asked for does what has no day count.
    private string Period => Rates is { From: null, To: null } ? "true" : "day > '-infinity' and day >= @from and day <= @to";

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

    private string Whole(string column) =>
        $"{column} >= @first and {column} < @end and (@except is null or {column} < @except or {column} >= @except + interval '1 month')"
        + (Rates is { From: null, To: not null } ? $" and {column} > '-infinity'" : "");

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

using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Sums;

/// <summary>A question to the sums.</summary>
/// <param name="Cut">What is counted by days before it is told apart.</param>
internal sealed record CountQuestion(Measure Measure, RateQuestion Rates, DateOnly Cut)
{
    // "offset 0": nobody can guess how many rows an array of days asks for. Left alone the planner takes it for many, and reads the whole table.
    private const string SumsNow = """
        select case when @by_authority then authority || ' ' else '' end
               || case when not @by_year then '' when isfinite(first) then to_char(first, 'YYYY ') else 'not-recorded ' end
               || case @grouping
                 when 'all' then 'all'
                 when 'year' then case when isfinite(first) then to_char(first, 'YYYY') else 'not-recorded' end
                 when 'quarter' then case when isfinite(first) then to_char(first, 'YYYY"-Q"Q') else 'not-recorded' end
                 when 'month' then case when isfinite(first) then to_char(first, 'YYYY-MM') else 'not-recorded' end
                 when 'authority' then authority
                 else value end as "group",
               first < @cut as before_cut,
               sum(n0) as n0, sum(n1) as n1, sum(n2) as n2, sum(n3) as n3, sum(n4) as n4, sum(n5) as n5, sum(n6) as n6, sum(n7) as n7,
               sum(n8) as n8, sum(n9) as n9, sum(n10) as n10, sum(n11) as n11, sum(n12) as n12, sum(n13) as n13, sum(n14) as n14, sum(n15) as n15,
               sum(d0) as d0, sum(d1) as d1, sum(d2) as d2, sum(d3) as d3
        from unnest(@whole_months, @whole_first, @whole_end) as whole (whole_months, whole_first, whole_end)
        cross join lateral (
          select * from figure_sum
          where measure = @measure and breakdown = @breakdown and months = whole_months
            and ((@summed is not null and authority = any(@summed)) or (@summed is null and authority > ''))
            and first >= whole_first and first < whole_end and (@is_all or first > '-infinity')
          offset 0
        ) as cell
        group by 1, 2
        """;

    private const string SumsThen = """
        select case when @by_authority then authority || ' ' else '' end
               || case when not @by_year then '' when isfinite(first) then to_char(first, 'YYYY ') else 'not-recorded ' end
               || case @grouping
                 when 'all' then 'all'
                 when 'year' then case when isfinite(first) then to_char(first, 'YYYY') else 'not-recorded' end
                 when 'quarter' then case when isfinite(first) then to_char(first, 'YYYY"-Q"Q') else 'not-recorded' end
                 when 'month' then case when isfinite(first) then to_char(first, 'YYYY-MM') else 'not-recorded' end
                 when 'authority' then authority
                 else value end as "group",
               first < @cut as before_cut,
               sum(n0) as n0, sum(n1) as n1, sum(n2) as n2, sum(n3) as n3, sum(n4) as n4, sum(n5) as n5, sum(n6) as n6, sum(n7) as n7,
               sum(n8) as n8, sum(n9) as n9, sum(n10) as n10, sum(n11) as n11, sum(n12) as n12, sum(n13) as n13, sum(n14) as n14, sum(n15) as n15,
               sum(d0) as d0, sum(d1) as d1, sum(d2) as d2, sum(d3) as d3
        from unnest(@whole_months, @whole_first, @whole_end) as whole (whole_months, whole_first, whole_end)
        cross join lateral (
          select * from figure_known_sum
          where measure = @measure and breakdown = @breakdown and months = whole_months
            and ((@summed is not null and authority = any(@summed)) or (@summed is null and authority > ''))
            and first >= whole_first and first < whole_end and (@is_all or first > '-infinity') and known_month < @known_month
          offset 0
        ) as cell
        group by 1, 2
        """;

    private const string ChangesNow = """
        select case when @by_authority then authority || ' ' else '' end
               || case when not @by_year then '' when isfinite(day) then to_char(day, 'YYYY ') else 'not-recorded ' end
               || case @grouping
                 when 'all' then 'all'
                 when 'year' then case when isfinite(day) then to_char(day, 'YYYY') else 'not-recorded' end
                 when 'quarter' then case when isfinite(day) then to_char(day, 'YYYY"-Q"Q') else 'not-recorded' end
                 when 'month' then case when isfinite(day) then to_char(day, 'YYYY-MM') else 'not-recorded' end
                 when 'authority' then authority
                 when 'team' then coalesce(team, 'not-recorded')
                 when 'area' then coalesce(area, 'not-recorded')
                 else coalesce(need, 'not-recorded') end as "group",
               day < @cut as before_cut, slot, sum(change) as change, sum(days) as days
        from (
          select slot, authority, day, team, area, need, change, days
          from unnest(@first_days, @end_days) as days (first_day, end_day)
          cross join lateral (
            select * from figure_change
            where measure = @measure and (@authorities is null or authority = any(@authorities)) and day >= first_day and day < end_day
            offset 0
          ) as single
          union all
          select slot, authority, day, team, area, need, change, days
          from figure_change_new
          where measure = @measure and (@authorities is null or authority = any(@authorities))
        ) as change
        where @is_all or (day > '-infinity' and day >= @from and day <= @to)
        group by 1, 2, 3
        """;

    private const string ChangesThen = """
        select case when @by_authority then authority || ' ' else '' end
               || case when not @by_year then '' when isfinite(day) then to_char(day, 'YYYY ') else 'not-recorded ' end
               || case @grouping
                 when 'all' then 'all'
                 when 'year' then case when isfinite(day) then to_char(day, 'YYYY') else 'not-recorded' end
                 when 'quarter' then case when isfinite(day) then to_char(day, 'YYYY"-Q"Q') else 'not-recorded' end
                 when 'month' then case when isfinite(day) then to_char(day, 'YYYY-MM') else 'not-recorded' end
                 when 'authority' then authority
                 when 'team' then coalesce(team, 'not-recorded')
                 when 'area' then coalesce(area, 'not-recorded')
                 else coalesce(need, 'not-recorded') end as "group",
               day < @cut as before_cut, slot, sum(change) as change, sum(days) as days
        from (
          select slot, authority, day, known_at, team, area, need, change, days
          from unnest(@first_days, @end_days) as days (first_day, end_day)
          cross join lateral (
            select * from figure_change
            where measure = @measure and (@authorities is null or authority = any(@authorities)) and day >= first_day and day < end_day
            offset 0
          ) as single
          union all
          select slot, authority, day, known_at, team, area, need, change, days
          from (select * from figure_change where measure = @measure and known_at >= @known_month and known_at <= @as_of offset 0) as recent
          where exists (select from unnest(@whole_first, @whole_end) as whole (whole_first, whole_end) where day >= whole_first and day < whole_end)
          union all
          select slot, authority, day, known_at, team, area, need, change, days
          from figure_change_new
          where measure = @measure
        ) as change
        where known_at <= @as_of and (@is_all or (day > '-infinity' and day >= @from and day <= @to))
          and (@authorities is null or authority = any(@authorities))
        group by 1, 2, 3
        """;

    private readonly Period _period = IsSummed(Rates)
        ? Period.Of(
            Rates.From, Rates.To, byYear: HasEverySum(Rates) && Rates.Grouping is not (RateGrouping.Month or RateGrouping.Quarter),
            Measure.TellsWhatIsOpen ? Cut : null)
        : Period.ByTheDay(Rates.From, Rates.To);

    private AsKnown Known => Rates.Known;

    /// <summary>Group, whether before the cut, and a number for each slot: of whole years and months.</summary>
    internal string SumsSql => Known.IsNow ? SumsNow : SumsThen;

    /// <summary>
    /// Group, whether before the cut, slot and number: of single days, of what became known in the month of the instant, and of what is not summed yet.
    /// </summary>
    internal string ChangesSql => Known.IsNow ? ChangesNow : ChangesThen;

    internal IEnumerable<NpgsqlParameter> Parameters()
    {
        yield return new("measure", Measure.StoredAs);
        yield return new("cut", Cut);
        yield return new("grouping", Rates.Grouping.ToString().ToLowerInvariant());
        yield return new("by_authority", Rates.ByAuthority);
        yield return new("by_year", Rates.ByYear);
        yield return new("breakdown", (short)Of(Rates.Grouping));
        yield return new("summed", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = (object?)Summed ?? DBNull.Value };
        DayRange[] whole = [.. _period.Years, .. _period.Months];
        yield return new("whole_months", whole.Select((_, index) => (short)(index < _period.Years.Count ? SumTables.Year : SumTables.Month)).ToArray());
        yield return new("whole_first", whole.Select(range => range.First).ToArray());
        yield return new("whole_end", whole.Select(range => range.End).ToArray());
        yield return new("first_days", _period.Days.Select(range => range.First).ToArray());
        yield return new("end_days", _period.Days.Select(range => range.End).ToArray());

        // Only where no period is asked for does what has no day count.
        yield return new("is_all", Rates is { From: null, To: null });
        yield return new("from", Rates.From ?? DateOnly.MinValue);
        yield return new("to", Rates.To ?? DateOnly.MaxValue);
        var known = Known.At.UtcDateTime;
        yield return new("known_month", new DateTime(known.Year, known.Month, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    // Cells of authority '' are every authority's; null is each authority by itself.
    private string[]? Summed => Known.Authorities ?? (IsAddedUp(Rates) ? [""] : null);

    private static bool IsSummed(RateQuestion rates) => rates.Known.IsNow || HasEverySum(rates);

    // Of each authority by itself what it is broken down by is summed by month, and as it is known now.
    private static bool HasEverySum(RateQuestion rates) => Of(rates.Grouping) == Breakdown.None || (rates.Known.Authorities is null && IsAddedUp(rates));

    private static bool IsAddedUp(RateQuestion rates) => rates.Grouping != RateGrouping.Authority && !rates.ByAuthority;

    private static Breakdown Of(RateGrouping grouping) => grouping switch
    {
        RateGrouping.Team => Breakdown.Team,
        RateGrouping.Area => Breakdown.Area,
        RateGrouping.Need => Breakdown.Need,
        _ => Breakdown.None,
    };
}

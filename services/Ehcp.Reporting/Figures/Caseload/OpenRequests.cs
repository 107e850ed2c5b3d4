using Ehcp.Deadlines;
using Ehcp.Hosting.Keys;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Measures;
using Ehcp.Reporting.Questions;
using Npgsql;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>Counts the requests that have no outcome yet, on a London day.</summary>
public sealed class OpenRequests(FigureReader figures, LawInForce law)
{
    /// <summary>No outcome, as known.</summary>
    internal const string IsOpenSql = """
        (plan_sent_on is null and closed_on is null
         and assessment_decision is distinct from 'refuse' and issue_decision is distinct from 'not-issue')
        """;

    // The first that fits is whose move it is: nobody is asked for advice before the decision to assess.
    internal const string WaitedOnSql = """
        case
            when assessment_decision is null then array['authority']
            when awaited_advice is not null then string_to_array('advice:' || array_to_string(awaited_advice, ',advice:'), ',')
            when representations_to >= @day then array['family']
            when awaits_setting then array['setting']
            else array['authority'] end
        """;

    private const string ByWeekSql = "select week, count(*)::int, (count(*) filter (where exemption_claimed))::int from open where measurable group by week";

    private static readonly string TotalsSql = $"""
        select count(*)::int, count(*) filter (where days > {TwentyWeeks.Days})::int, count(*) filter (where days > {TwentyWeeks.Days} and exemption_claimed)::int,
               count(*) filter (where not measurable)::int, percentile_disc(0.5) within group (order by days)
        from open
        """;

    private const string OldestSql = """
        select days, received_on, authority, case_reference, team from open where measurable
        order by days desc, authority collate "C", case_reference collate "C" limit 1
        """;

    private static readonly string DueSql = $"""
        select received_on + {TwentyWeeks.Days}, count(*)::int, (count(*) filter (where exemption_claimed))::int from open
        where measurable and received_on + {TwentyWeeks.Days} between @day and @day + 60 group by 1
        """;

    // A week, two and four.
    private static readonly int[] DueWithinWorkingDays = [5, 10, 20];

    private const string WaitingSql = $"""
        select whom, count(*)::int
        from open cross join lateral unnest({WaitedOnSql}) as whom
        group by whom order by 2 desc, whom collate "C"
        """;

    internal async Task<(Freshness Freshness, OpenCaseload Caseload)> CountAsync(AsKnown known, Sight sight, CancellationToken cancellationToken)
    {
        var calendar = law.Current.Calendar;
        var weeks = WeekBands.All.Select(band => new OpenInWeek(band.Week, band.From, band.To, 0, 0)).ToArray();
        var waiting = new List<WaitedOn>();
        var totals = new OpenCaseload(0, 0, 0, 0, null, null, weeks, waiting, []);
        var due = DueWithinWorkingDays.Select(days => new DueWithin(days, calendar.Add(known.Day, days), 0, 0)).ToArray();
        OldestRequest? oldest = null;
        var freshness = await figures.ReadAsync(
            known, [], cancellationToken,
            Of(ByWeekSql, row => Add(ref weeks[WeekBands.IndexOf(row.GetInt32(0))], row.GetInt32(1), row.GetInt32(2))),
            Of(TotalsSql, row => totals = totals with
            {
                Open = row.GetInt32(0),
                Overdue = row.GetInt32(1),
                OverdueWithExemption = row.GetInt32(2),
                CannotCompute = row.GetInt32(3),
                MedianDays = row.IsDBNull(4) ? null : row.GetInt32(4),
            }),
            Of(OldestSql, row => oldest = Oldest(row, sight)),
            Of(DueSql, row => AddDue(due, row.GetFieldValue<DateOnly>(0), row.GetInt32(1), row.GetInt32(2))),
            Of(WaitingSql, row => waiting.Add(Waited(row.GetString(0), row.GetInt32(1)))));
        return (freshness, totals with { Oldest = oldest, Due = due });

        Reading Of(string sql, Action<NpgsqlDataReader> row) => new(Open(known) + sql, row);
    }

    private static OldestRequest Oldest(NpgsqlDataReader row, Sight sight)
    {
        var (authority, team) = (row.GetString(2), row.IsDBNull(4) ? null : row.GetString(4));
        return new(row.GetInt32(0), row.GetFieldValue<DateOnly>(1), authority, sight.Sees(authority, team) ? row.GetString(3) : null) { Team = team };
    }

    private static void AddDue(DueWithin[] due, DateOnly lastDay, int open, int withExemption)
    {
        for (var i = 0; i < due.Length; i++)
        {
            due[i] = lastDay <= due[i].To ? due[i] with { Open = due[i].Open + open, WithExemption = due[i].WithExemption + withExemption } : due[i];
        }
    }

    private static void Add(ref OpenInWeek week, int open, int withExemption) =>
        week = week with { Open = week.Open + open, WithExemption = week.WithExemption + withExemption };

    private static WaitedOn Waited(string whom, int open) =>
        whom.StartsWith("advice:", StringComparison.Ordinal) ? new("advice", whom["advice:".Length..], open) : new(whom, null, open);

    private static string Open(AsKnown known) => $"""
        with request as (
          select *, received_on_usable and cannot_compute_because is null as measurable from known_request
          where {known.Rows} and {IsOpenSql}
        ), open as (
          select *, (days + 6) / 7 as week
          from request cross join lateral (select case when measurable then greatest(0, @day - received_on) end as days) as age
        )

        """;
}

using Ehcp.Deadlines;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Known.Answers;
using Ehcp.Reporting.Questions;

namespace Ehcp.Reporting.Figures.Caseload;

/// <summary>Counts the requests that have no outcome yet, on a London day.</summary>
public sealed class OpenRequests(FigureReader figures, LawInForce law)
{
    private const string ByWeekSql = """
        select week, count(*)::int as open, (count(*) filter (where exemption_claimed))::int as with_exemption
        from requests_open(@known_at, @authorities, @day)
        where last_day is not null
        group by week
        """;

    private const string TotalsSql = """
        select count(*)::int as open,
               (count(*) filter (where is_overdue(last_day, @day)))::int as overdue,
               (count(*) filter (where is_overdue(last_day, @day) and exemption_claimed))::int as overdue_with_exemption,
               (count(*) filter (where last_day is null))::int as cannot_compute,
               percentile_disc(0.5) within group (order by days) as median_days
        from requests_open(@known_at, @authorities, @day)
        """;

    private const string ByAuthoritySql = """
        select authority, case when last_day is null then null else week end as week,
               count(*)::int as open, (count(*) filter (where is_overdue(last_day, @day)))::int as overdue
        from requests_open(@known_at, @authorities, @day)
        group by 1, 2
        """;

    private const string OldestSql = """
        select days, received_on, last_day, authority, case_reference, team
        from requests_open(@known_at, @authorities, @day)
        where last_day is not null
        order by days desc, authority collate "C", case_reference collate "C" limit 1
        """;

    private const string DueSql = """
        select last_day, count(*)::int as open, (count(*) filter (where exemption_claimed))::int as with_exemption
        from requests_open(@known_at, @authorities, @day)
        where last_day between @day and @day + 60
        group by last_day
        """;

    private const string WaitingSql = """
        select whom, count(*)::int as open
        from requests_open(@known_at, @authorities, @day) cross join lateral unnest(waiting_on) as whom
        group by whom order by 2 desc, whom collate "C"
        """;

    // A week, two and four.
    private static readonly int[] DueWithinWorkingDays = [5, 10, 20];

    internal async Task<(Freshness Freshness, OpenCaseload Caseload)> CountAsync(AsKnown known, Sight sight, CancellationToken cancellationToken)
    {
        var (readings, caseload) = Reading(known, sight);
        return (await figures.ReadAsync(known, [], cancellationToken, readings), caseload());
    }

    /// <summary>As <see cref="CountAsync"/>, to be read together with something else.</summary>
    internal (Reading[] Readings, Func<OpenCaseload> Caseload) Reading(AsKnown known, Sight sight)
    {
        var calendar = law.Current.Calendar;
        var weeks = WeekBands.All.Select(band => new OpenInWeek(band.Week, band.From, band.To, 0, 0)).ToArray();
        var waiting = new List<WaitedOn>();
        var totals = new OpenCaseload(0, 0, 0, 0, null, null, weeks, waiting, []);
        var due = DueWithinWorkingDays.Select(days => new DueWithin(days, calendar.Add(known.Day, days), 0, 0)).ToArray();
        OldestRequest? oldest = null;
        return (
        [
            Of(ByWeekSql, row => Add(ref weeks[WeekBands.IndexOf(row.Int("week"))], row.Int("open"), row.Int("with_exemption"))),
            Of(TotalsSql, row => totals = totals with
            {
                Open = row.Int("open"),
                Overdue = row.Int("overdue"),
                OverdueWithExemption = row.Int("overdue_with_exemption"),
                CannotCompute = row.Int("cannot_compute"),
                MedianDays = row.IntOrNull("median_days"),
            }),
            Of(OldestSql, row => oldest = Oldest(row, calendar, sight)),
            Of(DueSql, row => AddDue(due, row.Day("last_day"), row.Int("open"), row.Int("with_exemption"))),
            Of(WaitingSql, row => waiting.Add(Waited(row.Text("whom"), row.Int("open")))),
        ],
        () => totals with { Oldest = oldest, Due = due });

        static Reading Of(string sql, Action<Rows> row) => new(sql, row);
    }

    /// <summary>Each authority by itself, for a file; an authority that is asked for by name also when nothing of it is open.</summary>
    internal async Task<(Freshness Freshness, List<AuthorityCaseload> Caseloads)> CountByAuthorityAsync(AsKnown known, CancellationToken cancellationToken)
    {
        var counted = new SortedDictionary<string, AuthorityCaseload>(StringComparer.Ordinal);
        if (known.Authorities is [var only])
        {
            counted.Add(only, AuthorityCaseload.None(only));
        }

        var freshness = await figures.ReadAsync(known, [], cancellationToken, new Reading(ByAuthoritySql, row =>
        {
            var (authority, open) = (row.Text("authority"), row.Int("open"));
            var before = counted.GetValueOrDefault(authority) ?? AuthorityCaseload.None(authority);
            var week = row.IntOrNull("week");
            if (week is not null)
            {
                before.Weeks[WeekBands.IndexOf(week.Value)] += open;
            }

            counted[authority] = before with
            {
                Open = before.Open + open,
                Overdue = before.Overdue + row.Int("overdue"),
                CannotCompute = before.CannotCompute + (week is null ? open : 0),
            };
        }));
        return (freshness, [.. counted.Values]);
    }

    private static OldestRequest Oldest(Rows row, WorkingDays calendar, Sight sight)
    {
        var (authority, team) = (row.Text("authority"), row.TextOrNull("team"));
        var lastDay = row.Day("last_day");
        return new(
            row.Int("days"), row.Day("received_on"), lastDay, calendar.OperationalDate(lastDay), authority,
            sight.Sees(authority, team) ? row.Text("case_reference") : null)
        { Team = team };
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
}

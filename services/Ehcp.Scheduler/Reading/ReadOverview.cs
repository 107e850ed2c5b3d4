using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary>How many there are of everything, for the authorities of the key.</summary>
internal static class ReadOverview
{
    private const string CountCases = """
        select count(*) filter (where not elsewhere) as cases, coalesce(sum(fact_count), 0) as facts from case_timeline where authority = any(@authorities)
        """;

    private const string CountDeadlines = """
        select deadline.milestone, case when deadline.last_day < @today then deadline.later_state else deadline.state end as state, count(*) as count
        from case_timeline
        cross join unnest(milestones, states, turns_after, later_states) as deadline (milestone, state, last_day, later_state)
        where authority = any(@authorities)
        group by 1, 2 order by 1, 2
        """;

    private const string CountAlerts = $"""
        select {HowFar.Sql} as state, count(*) as count
        from alert left join mail on mail.id = alert.mail_id
        where alert.authority = any(@authorities)
        group by 1 order by 1
        """;

    private const string CountMails = """
        select state, count(*) as count from mail
        where exists (select from alert where alert.mail_id = mail.id and alert.authority = any(@authorities))
        group by 1 order by 1
        """;

    internal static async Task<Overview> HandleAsync(
        Passage gate, NpgsqlDataSource database, LawInForce law, TimeProvider clock, CancellationToken cancellationToken)
    {
        var authorities = gate.Sight.WholeAuthorities;
        var today = clock.LondonToday;
        await using var batch = database.CreateBatch();
        foreach (var sql in new[] { CountCases, CountDeadlines, CountAlerts, CountMails })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql).With("authorities", authorities).With("today", today));
        }

        await using var rows = await batch.RowsAsync(cancellationToken);
        await rows.NextAsync(cancellationToken);
        var (cases, facts) = (rows.Long("cases"), rows.Long("facts"));
        await rows.NextAnswerAsync(cancellationToken);
        var deadlines = await rows.ListAsync(row => new MilestoneCount(row.Text("milestone"), row.Text("state"), row.Long("count")), cancellationToken);
        var alerts = await StatesAsync(rows, cancellationToken);
        var mails = await StatesAsync(rows, cancellationToken);
        var byState = deadlines.GroupBy(count => count.State).ToDictionary(state => state.Key, state => state.Sum(count => count.Count));
        return new(today, law.Current.Calendar.KnownTo, cases, facts, byState, deadlines, alerts, mails);
    }

    private static async Task<Dictionary<string, long>> StatesAsync(Rows rows, CancellationToken cancellationToken)
    {
        await rows.NextAnswerAsync(cancellationToken);
        return (await rows.ListAsync(row => (State: row.Text("state"), Count: row.Long("count")), cancellationToken))
            .ToDictionary(state => state.State, state => state.Count);
    }
}

/// <summary>How many there are of everything, of the authorities of the key.</summary>
/// <param name="Today">Today in London.</param>
/// <param name="BankHolidaysKnownTo">The last day for which the bank holidays are known.</param>
/// <param name="Cases">Cases.</param>
/// <param name="Facts">Events.</param>
/// <param name="Deadlines">Deadlines, by state.</param>
/// <param name="ByMilestone">Deadlines, by milestone and state.</param>
/// <param name="Alerts">Alerts, by state as in <c>GET /v1/alerts</c>.</param>
/// <param name="Mails">Mails of those alerts, by state.</param>
internal sealed record Overview(
    DateOnly Today,
    DateOnly BankHolidaysKnownTo,
    long Cases,
    long Facts,
    IReadOnlyDictionary<string, long> Deadlines,
    IReadOnlyList<MilestoneCount> ByMilestone,
    IReadOnlyDictionary<string, long> Alerts,
    IReadOnlyDictionary<string, long> Mails);

/// <summary>How many deadlines of one milestone are in one state.</summary>
/// <param name="Milestone">What must be done.</param>
/// <param name="State">As of a case's deadlines.</param>
/// <param name="Count">How many.</param>
internal sealed record MilestoneCount(string Milestone, string State, long Count);

using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Digests;

/// <summary>A clock, or something to tell a family, that may stand in somebody's digest, and who holds its case.</summary>
/// <param name="Line">What is said of it.</param>
/// <param name="StartedOn">Of something to tell, the day of the claim.</param>
/// <param name="IsDue">Whether it is a reason for a mail. That others have something is none, until they are late with it.</param>
internal sealed record DigestCandidate(DigestGroup Group, MailLine Line, CaseHolders Holders, bool IsDue, DateOnly? StartedOn = null)
{
    internal ClockKey Key => Line.Key;
}

/// <summary>What digests read and write.</summary>
internal static class DigestTable
{
    private const string Candidates = """
        select held.authority, held.case_reference, clock.milestone, clock.clock, clock.rule, clock.last_day, today.state,
            held.case_officer, held.deputy, held.team
        from case_timeline as held
        cross join unnest(held.milestones, held.clocks, held.rule_ids, held.states, held.turns_after, held.later_states)
            as clock (milestone, clock, rule, state, last_day, later_state)
        cross join lateral (select case when clock.last_day < @today then clock.later_state else clock.state end) as today (state)
        where (held.states || held.later_states) && '{open,overdue,cannot-compute}' and today.state in ('open', 'overdue', 'cannot-compute')
        order by held.authority, held.case_reference
        """;

    private const string Untold = $"""
        select held.authority, held.case_reference, '{DigestLine.FamilyToTell}' as milestone, claim.id as clock, claim.since,
            held.case_officer, held.deputy, held.team
        from case_timeline as held cross join unnest(held.untold_claims, held.untold_since) as claim (id, since)
        where cardinality(held.untold_claims) > 0
        order by held.authority, held.case_reference
        """;

    // The state is read anew: between half past seven and the sending a plan may have been sent.
    private const string OfMails = """
        select line.mail_id, held.authority, held.case_reference, clock.milestone, clock.clock, clock.rule, clock.last_day, today.state,
            line.started_on, line.unassigned, said.until, said.plan
        from digest_line as line
        join case_timeline as held on held.authority = line.authority and held.case_reference = line.case_reference
        cross join unnest(held.milestones, held.clocks, held.rule_ids, held.states, held.turns_after, held.later_states)
            as clock (milestone, clock, rule, state, last_day, later_state)
        cross join lateral (select case when clock.last_day < @today then clock.later_state else clock.state end) as today (state)
        left join lateral (
            select until, acknowledgement.plan from acknowledgement join alert on alert.id = alert_id
            where (alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.last_day)
                = (line.authority, line.case_reference, line.milestone, line.clock, clock.last_day) and until >= @today
            order by acknowledgement.id desc limit 1) as said on true
        where line.mail_id = any(@mails) and clock.milestone = line.milestone and clock.clock = line.clock
        """;

    private const string UntoldOfMails = $"""
        select line.mail_id, held.authority, held.case_reference, line.milestone, claim.id as clock, '' as rule, claim.since as last_day, 'open' as state,
            claim.since as started_on, line.unassigned, null::date as until, null::text as plan
        from digest_line as line
        join case_timeline as held on held.authority = line.authority and held.case_reference = line.case_reference
        cross join unnest(held.untold_claims, held.untold_since) as claim (id, since)
        where line.mail_id = any(@mails) and line.milestone = '{DigestLine.FamilyToTell}' and claim.id = line.clock
        """;

    // An acknowledgement pauses a rung: a later one for the same role ends the pause.
    private const string Acknowledged = """
        select alert.authority, alert.case_reference, alert.milestone, alert.clock
        from alert join lateral (select until from acknowledgement where alert_id = alert.id order by id desc limit 1) as said on said.until >= @today
        where alert.role = 'case-officer' and not exists (
            select from alert as later
            where (later.authority, later.case_reference, later.milestone, later.clock, later.role)
                = (alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.role)
            and later.id > alert.id)
        """;

    private const string InsertLines = """
        insert into digest_line (mail_id, authority, case_reference, milestone, clock, started_on, unassigned, role)
        select * from unnest(@mail_id, @authority, @case_reference, @milestone, @clock, @started_on, @unassigned, @role) on conflict do nothing
        """;

    private const string Tell = """
        update digest_line as line set told = true, last_day = said.last_day
        from unnest(@mail_id, @authority, @case_reference, @milestone, @clock, @last_day)
            as said (mail_id, authority, case_reference, milestone, clock, last_day)
        where (line.mail_id, line.authority, line.case_reference, line.milestone, line.clock)
            = (said.mail_id, said.authority, said.case_reference, said.milestone, said.clock)
        """;

    internal static async Task<List<DigestCandidate>> CandidatesAsync(
        NpgsqlConnection connection, DateOnly today, AlertPolicies policies, CancellationToken cancellationToken)
    {
        var day = new MailDay(today, policies.Calendar);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new NpgsqlBatchCommand(Candidates).With("today", today), new(Untold) },
        };
        await using var row = await batch.RowsAsync(cancellationToken);
        var candidates = new List<DigestCandidate>();
        while (await row.NextAsync(cancellationToken))
        {
            var (key, rule, lastDay) = (row.ClockKey(), row.Text("rule"), row.DayOrNull("last_day"));
            if (GroupOf(key, rule, row.Text("state"), lastDay, policies, day) is { } group)
            {
                var line = new MailLine(key, lastDay ?? today, rule, day);
                var isDue = group != DigestGroup.WaitingOnOthers || (line.Overdue
                    && policies.For(key.Authority).LadderOf(key.Milestone, policies.LimitOf(line.Rule)) is not null);
                candidates.Add(new(group, line, CaseHolders.Read(row), isDue));
            }
        }

        await row.NextAnswerAsync(cancellationToken);
        while (await row.NextAsync(cancellationToken))
        {
            var (key, since) = (row.ClockKey(), row.Day("since"));
            candidates.Add(new(DigestGroup.FamilyToTell, new(key, since, "", day), CaseHolders.Read(row), IsDue: true, since));
        }

        return candidates;
    }

    private static DigestGroup? GroupOf(ClockKey key, string rule, string state, DateOnly? lastDay, AlertPolicies policies, MailDay day) =>
        key.Milestone == DigestLine.FamilyToTell ? DigestGroup.FamilyToTell
            : DigestLine.GroupOf(key.Milestone, policies.LimitOf(rule), state, lastDay, policies.For(key.Authority), day);

    internal static async Task<HashSet<ClockKey>> AcknowledgedAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Acknowledged).With("today", today);
        return (await select.ListAsync(row => row.ClockKey(), cancellationToken)).ToHashSet();
    }

    internal static async Task<ILookup<long, DigestLine>> LinesAsync(
        NpgsqlConnection connection, long[] mails, DateOnly today, AlertPolicies policies, CancellationToken cancellationToken)
    {
        var lines = mails.Length == 0 ? [] : await ReadLinesAsync(connection, mails, new(today, policies.Calendar), policies, cancellationToken);
        var asked = await AdviceAsked.ReadAsync(connection, lines.Select(line => (line.Line.Line.Key, line.Line.Line.Rule)), cancellationToken);
        return lines.ToLookup(line => line.Mail, line => InHands(line.Line));

        DigestLine InHands(DigestLine line) => asked.TryGetValue(line.Line.Key, out var whom) ? line with { Line = line.Line with { WaitsOn = whom } } : line;
    }

    private static async Task<List<(long Mail, DigestLine Line)>> ReadLinesAsync(
        NpgsqlConnection connection, long[] mails, MailDay day, AlertPolicies policies, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(OfMails).With("today", day.Today).With("mails", mails),
                new NpgsqlBatchCommand(UntoldOfMails).With("mails", mails),
            },
        };
        await using var row = await batch.RowsAsync(cancellationToken);
        var lines = new List<(long Mail, DigestLine Line)>();
        do
        {
            while (await row.NextAsync(cancellationToken))
            {
                var (mail, key, rule, lastDay) = (row.Long("mail_id"), row.ClockKey(), row.Text("rule"), row.DayOrNull("last_day"));
                if (GroupOf(key, rule, row.Text("state"), lastDay, policies, day) is { } group)
                {
                    var line = new MailLine(key, lastDay ?? day.Today, rule, day)
                    {
                        Acknowledged = row.DayOrNull("until") is { } until ? (until, row.Text("plan")) : null,
                    };
                    lines.Add((mail, new(group, line, row.DayOrNull("started_on"), row.Flag("unassigned"))));
                }
            }
        }
        while (await row.NextAnswerAsync(cancellationToken));
        return lines;
    }

    internal static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<DigestLineRow> lines, CancellationToken cancellationToken)
    {
        await using var insert = connection.Sql(InsertLines).With(RowSet.Of(lines)
            .With("mail_id", line => line.MailId)
            .With("authority", line => line.Authority)
            .With("case_reference", line => line.CaseReference)
            .With("milestone", line => line.Milestone)
            .With("clock", line => line.Clock)
            .With("started_on", line => line.StartedOn)
            .With("unassigned", line => line.Unassigned)
            .With("role", line => line.Role));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Remembers which lines stand in mails that leave, and by which day.</summary>
    internal static async Task TellAsync(
        NpgsqlConnection connection, IReadOnlyList<(long Mail, DigestLine Line)> lines, CancellationToken cancellationToken)
    {
        await using var tell = connection.Sql(Tell).With(RowSet.Of(lines)
            .With("mail_id", line => line.Mail)
            .With("authority", line => line.Line.Line.Key.Authority)
            .With("case_reference", line => line.Line.Line.Key.CaseReference)
            .With("milestone", line => line.Line.Line.Key.Milestone)
            .With("clock", line => line.Line.Line.Key.Clock)
            .With("last_day", line => line.Line.Group is DigestGroup.CannotCompute or DigestGroup.FamilyToTell ? (DateOnly?)null : line.Line.Line.LastDay));
        await tell.ExecuteNonQueryAsync(cancellationToken);
    }
}

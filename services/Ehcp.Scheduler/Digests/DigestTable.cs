using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Sql;
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
    private const string Clocks = """
        cross join unnest(held.milestones, held.clocks, held.rule_ids, held.states, held.turns_after, held.later_states)
            as clock (milestone, id, rule, state, last_day, later_state)
        """;

    private const string StateOn = "case when clock.last_day < $1 then clock.later_state else clock.state end";

    private const string Candidates = $$"""
        select held.authority, held.case_reference, clock.milestone, clock.id, clock.rule, clock.last_day, {{StateOn}},
            held.case_officer, held.deputy, held.team
        from case_timeline as held {{Clocks}}
        where (held.states || held.later_states) && '{open,overdue,cannot-compute}' and {{StateOn}} in ('open', 'overdue', 'cannot-compute')
        order by held.authority, held.case_reference
        """;

    private const string Untold = $"""
        select held.authority, held.case_reference, '{DigestLine.FamilyToTell}', claim.id, '', claim.since, 'open',
            held.case_officer, held.deputy, held.team
        from case_timeline as held cross join unnest(held.untold_claims, held.untold_since) as claim (id, since)
        where cardinality(held.untold_claims) > 0
        order by held.authority, held.case_reference
        """;

    // The state is read anew: between half past seven and the sending a plan may have been sent.
    private const string OfMails = $$"""
        select line.mail_id, held.authority, held.case_reference, clock.milestone, clock.id, clock.rule, clock.last_day, {{StateOn}},
            line.started_on, line.unassigned, said.until, said.plan
        from digest_line as line
        join case_timeline as held on held.authority = line.authority and held.case_reference = line.case_reference
        {{Clocks}}
        left join lateral (
            select until, acknowledgement.plan from acknowledgement join alert on alert.id = alert_id
            where (alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.last_day)
                = (line.authority, line.case_reference, line.milestone, line.clock, clock.last_day) and until >= $1
            order by acknowledgement.id desc limit 1) as said on true
        where line.mail_id = any($2) and clock.milestone = line.milestone and clock.id = line.clock
        """;

    private const string UntoldOfMails = $"""
        select line.mail_id, held.authority, held.case_reference, line.milestone, claim.id, '', claim.since, 'open',
            claim.since, line.unassigned, null::date, null::text
        from digest_line as line
        join case_timeline as held on held.authority = line.authority and held.case_reference = line.case_reference
        cross join unnest(held.untold_claims, held.untold_since) as claim (id, since)
        where line.mail_id = any($1) and line.milestone = '{DigestLine.FamilyToTell}' and claim.id = line.clock
        """;

    // An acknowledgement pauses a rung: a later one for the same role ends the pause.
    private const string Acknowledged = """
        select alert.authority, alert.case_reference, alert.milestone, alert.clock
        from alert join lateral (select until from acknowledgement where alert_id = alert.id order by id desc limit 1) as said on said.until >= $1
        where alert.role = 'case-officer' and not exists (
            select from alert as later
            where (later.authority, later.case_reference, later.milestone, later.clock, later.role)
                = (alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.role)
            and later.id > alert.id)
        """;

    private const string InsertLines = """
        insert into digest_line (mail_id, authority, case_reference, milestone, clock, started_on, unassigned)
        select * from unnest($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
        """;

    internal static async Task<List<DigestCandidate>> CandidatesAsync(
        NpgsqlConnection connection, DateOnly today, AlertPolicies policies, CancellationToken cancellationToken)
    {
        var day = new MailDay(today, policies.Calendar);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(Candidates) { Parameters = { new() { Value = today } } }, new(Untold) },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var candidates = new List<DigestCandidate>();
        while (await row.ReadAsync(cancellationToken))
        {
            var key = new ClockKey(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
            DateOnly? lastDay = row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5);
            if (GroupOf(key, row.GetString(4), row.GetString(6), lastDay, policies, day) is { } group)
            {
                var line = new MailLine(key, lastDay ?? today, row.GetString(4), day);
                var isDue = group != DigestGroup.WaitingOnOthers || (line.Overdue
                    && policies.For(key.Authority).LadderOf(key.Milestone, policies.LimitOf(line.Rule)) is not null);
                candidates.Add(new(group, line, CaseHolders.Read(row, 7), isDue));
            }
        }

        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var key = new ClockKey(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3));
            var since = row.GetFieldValue<DateOnly>(5);
            candidates.Add(new(DigestGroup.FamilyToTell, new(key, since, "", day), CaseHolders.Read(row, 7), IsDue: true, since));
        }

        return candidates;
    }

    private static DigestGroup? GroupOf(ClockKey key, string rule, string state, DateOnly? lastDay, AlertPolicies policies, MailDay day) =>
        key.Milestone == DigestLine.FamilyToTell ? DigestGroup.FamilyToTell
            : DigestLine.GroupOf(key.Milestone, policies.LimitOf(rule), state, lastDay, policies.For(key.Authority), day);

    internal static async Task<HashSet<ClockKey>> AcknowledgedAsync(NpgsqlConnection connection, DateOnly today, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(Acknowledged, connection) { Parameters = { new() { Value = today } } };
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var keys = new HashSet<ClockKey>();
        while (await row.ReadAsync(cancellationToken))
        {
            keys.Add(new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)));
        }

        return keys;
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
                new(OfMails) { Parameters = { new() { Value = day.Today }, new() { Value = mails } } },
                new(UntoldOfMails) { Parameters = { new() { Value = mails } } },
            },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var lines = new List<(long Mail, DigestLine Line)>();
        do
        {
            while (await row.ReadAsync(cancellationToken))
            {
                var key = new ClockKey(row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
                DateOnly? lastDay = row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6);
                if (GroupOf(key, row.GetString(5), row.GetString(7), lastDay, policies, day) is { } group)
                {
                    var line = new MailLine(key, lastDay ?? day.Today, row.GetString(5), day)
                    {
                        Acknowledged = row.IsDBNull(10) ? null : (row.GetFieldValue<DateOnly>(10), row.GetString(11)),
                    };
                    lines.Add((row.GetInt64(0), new(group, line, row.IsDBNull(8) ? null : row.GetFieldValue<DateOnly>(8), row.GetBoolean(9))));
                }
            }
        }
        while (await row.NextResultAsync(cancellationToken));
        return lines;
    }

    internal static async Task InsertAsync(NpgsqlConnection connection, IReadOnlyList<DigestLineRow> lines, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand(InsertLines, connection)
        {
            Parameters =
            {
                Columns.Of(lines, line => line.MailId), Columns.Of(lines, line => line.Authority), Columns.Of(lines, line => line.CaseReference),
                Columns.Of(lines, line => line.Milestone), Columns.Of(lines, line => line.Clock), Columns.Of(lines, line => line.StartedOn),
                Columns.Of(lines, line => line.Unassigned),
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}

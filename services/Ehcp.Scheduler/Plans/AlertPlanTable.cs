using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>The rows of the alert plans, a set at a time.</summary>
internal static class AlertPlanTable
{
    private const string Read = """
        select plan.authority, plan.case_reference, plan.milestone, plan.clock, plan.last_day, plan.rule
        from unnest($1, $2) as folded (authority, case_reference)
        join alert_plan as plan on plan.authority = folded.authority and plan.case_reference = folded.case_reference
        """;

    // In the order of whoever freezes a mail, so that the two never wait for each other.
    private const string LockChanged = """
        select held.authority, held.case_reference, held.milestone, held.clock, held.last_day, held.breach_at is null
        from (select * from unnest($1, $2, $3, $4) as changed (authority, case_reference, milestone, clock)
            order by authority collate "C", case_reference collate "C", milestone collate "C", clock collate "C") as changed
        cross join lateral (
            select * from alert_plan as plan
            where (plan.authority, plan.case_reference, plan.milestone, plan.clock)
                = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
            for update) as held
        """;

    // The breach that was told of is none any more: the last day moved, or nobody is late after it.
    private const string NoLonger = "(plan.last_day is distinct from changed.last_day or (changed.breach_at = 'infinity' and plan.breach_at is distinct from 'infinity'))";

    // To each role that was mailed of the breach: one line, once, whatever came between.
    private const string TellCleared = $"""
        insert into alert (authority, case_reference, milestone, clock, rung, last_day, arming, role, state, fired_at)
        select distinct told.authority, told.case_reference, told.milestone, told.clock, 'cleared', told.last_day, told.arming, told.role,
            'planned', $7::timestamptz
        from unnest($1, $2, $3, $4, $5, $6) as changed (authority, case_reference, milestone, clock, last_day, breach_at)
        join alert_plan as plan on (plan.authority, plan.case_reference, plan.milestone, plan.clock)
            = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
        join alert as told on (told.authority, told.case_reference, told.milestone, told.clock)
            = (plan.authority, plan.case_reference, plan.milestone, plan.clock)
            and told.last_day = plan.last_day and told.arming = plan.arming and told.state = 'mailed'
        where {NoLonger} and told.fired_at >= (plan.last_day + 1)::timestamp at time zone 'Europe/London'
        on conflict (authority, case_reference, milestone, clock, rung, last_day, arming, role) do nothing
        """;

    // A statement of its own, after the locks: it sees every mail that was frozen before them.
    private const string Change = $"""
        update alert_plan as plan
        set last_day = changed.last_day, rule = changed.rule, next_rung = changed.next_rung, next_rung_at = changed.next_rung_at,
            breach_at = case when plan.breach_at = 'infinity' or {NoLonger} then changed.breach_at else plan.breach_at end,
            arming = plan.arming + case when {NoLonger} and exists (
                select from alert
                where (alert.authority, alert.case_reference, alert.milestone, alert.clock) = (plan.authority, plan.case_reference, plan.milestone, plan.clock)
                and alert.last_day = plan.last_day and alert.arming = plan.arming and alert.state = 'mailed') then 1 else 0 end
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            as changed (authority, case_reference, milestone, clock, last_day, rule, next_rung, next_rung_at, breach_at)
        where (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
        """;

    private const string ForgetCleared = """
        delete from alert_plan as plan
        using unnest($1, $2, $3, $4) as changed (authority, case_reference, milestone, clock)
        where (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
        and plan.last_day is null and plan.arming = 0
        """;

    private const string Insert = """
        insert into alert_plan (authority, case_reference, milestone, clock, last_day, rule, next_rung, next_rung_at, breach_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    internal static async Task<Dictionary<ClockKey, AlertPlan>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<FoldedCase> cases, CancellationToken cancellationToken)
    {
        await using var read = new NpgsqlCommand(Read, connection)
        {
            Parameters = { Columns.Of(cases, folded => folded.Authority), Columns.Of(cases, folded => folded.CaseReference) },
        };
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        var plans = new Dictionary<ClockKey, AlertPlan>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new ClockKey(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
            plans.Add(key, new(key, reader.IsDBNull(4) ? null : reader.GetFieldValue<DateOnly>(4), reader.IsDBNull(5) ? null : reader.GetString(5), null));
        }

        return plans;
    }

    /// <returns>The breaches that had been announced and are none any more.</returns>
    internal static async Task<IReadOnlyList<(ClockKey Key, DateOnly LastDay)>> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<AlertPlan> added, IReadOnlyList<AlertPlan> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (changed.Count > 0)
        {
            batch.BatchCommands.Add(Command(LockChanged, Keys(changed)));
            batch.BatchCommands.Add(Command(
                TellCleared,
                [
                    .. Keys(changed), Columns.Of(changed, plan => plan.LastDay), Columns.Of(changed, plan => plan.BreachAt),
                    new() { Value = now.ToUniversalTime() },
                ]));
            batch.BatchCommands.Add(Command(Change, [.. Keys(changed), .. Values(changed)]));
            batch.BatchCommands.Add(Command(ForgetCleared, Keys(changed)));
        }

        if (added.Count > 0)
        {
            batch.BatchCommands.Add(Command(Insert, [.. Keys(added), .. Values(added)]));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return changed.Count == 0 ? [] : await UntrueAsync(reader, changed, cancellationToken);
    }

    // The rows of LockChanged: what the plans were. One with a last day and no breach left to announce was announced.
    private static async Task<List<(ClockKey Key, DateOnly LastDay)>> UntrueAsync(
        NpgsqlDataReader held, IReadOnlyList<AlertPlan> changed, CancellationToken cancellationToken)
    {
        var late = changed.Where(plan => plan.IsLateAfter).ToDictionary(plan => plan.Key, plan => plan.LastDay);
        var untrue = new List<(ClockKey, DateOnly)>();
        while (await held.ReadAsync(cancellationToken))
        {
            var key = new ClockKey(held.GetString(0), held.GetString(1), held.GetString(2), held.GetString(3));
            if (!held.IsDBNull(4) && held.GetBoolean(5) && held.GetFieldValue<DateOnly>(4) is var lastDay && late.GetValueOrDefault(key) != lastDay)
            {
                untrue.Add((key, lastDay));
            }
        }

        return untrue;
    }

    private static NpgsqlParameter[] Keys(IReadOnlyList<AlertPlan> plans) =>
    [
        Columns.Of(plans, plan => plan.Key.Authority), Columns.Of(plans, plan => plan.Key.CaseReference),
        Columns.Of(plans, plan => plan.Key.Milestone), Columns.Of(plans, plan => plan.Key.Clock),
    ];

    private static NpgsqlParameter[] Values(IReadOnlyList<AlertPlan> plans) =>
    [
        Columns.Of(plans, plan => plan.LastDay), Columns.Of(plans, plan => plan.Rule),
        Columns.Of(plans, plan => plan.Next?.Rung.Name), Columns.Of(plans, plan => plan.Next?.At), Columns.Of(plans, plan => plan.BreachAt),
    ];

    private static NpgsqlBatchCommand Command(string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }
}

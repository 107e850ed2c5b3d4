using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>The rows of the alert plans, a set at a time.</summary>
internal static class AlertPlanTable
{
    private const string Read = """
        select plan.authority, plan.case_reference, plan.milestone, plan.clock, plan.last_day, plan.rule
        from unnest(@authority, @case_reference) as folded (authority, case_reference)
        join alert_plan as plan on plan.authority = folded.authority and plan.case_reference = folded.case_reference
        """;

    // In the order of whoever freezes a mail, so that the two never wait for each other.
    private const string LockChanged = """
        select held.authority, held.case_reference, held.milestone, held.clock, held.last_day, held.breach_at is null as was_announced
        from (select * from unnest(@authority, @case_reference, @milestone, @clock) as changed (authority, case_reference, milestone, clock)
            order by authority collate "C", case_reference collate "C", milestone collate "C", clock collate "C") as changed
        cross join lateral (
            select * from alert_plan as plan
            where (plan.authority, plan.case_reference, plan.milestone, plan.clock)
                = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
            for update) as held
        """;

    // The breach that was told of is none any more: the last day moved, or nobody is late after it.
    private const string NoLonger = """
        (plan.last_day is distinct from changed.last_day or (changed.breach_at = 'infinity' and plan.breach_at is distinct from 'infinity'))
        """;

    // To each role that was mailed of the breach: one line, once, whatever came between.
    private const string TellCleared = $"""
        insert into alert (authority, case_reference, milestone, clock, rung, last_day, arming, role, state, fired_at)
        select distinct told.authority, told.case_reference, told.milestone, told.clock, 'cleared', told.last_day, told.arming, told.role,
            'planned', @now::timestamptz
        from unnest(@authority, @case_reference, @milestone, @clock, @last_day, @breach_at)
            as changed (authority, case_reference, milestone, clock, last_day, breach_at)
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
        from unnest(@authority, @case_reference, @milestone, @clock, @last_day, @rule, @next_rung, @next_rung_at, @breach_at)
            as changed (authority, case_reference, milestone, clock, last_day, rule, next_rung, next_rung_at, breach_at)
        where (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
        """;

    private const string ForgetCleared = """
        delete from alert_plan as plan
        using unnest(@authority, @case_reference, @milestone, @clock) as changed (authority, case_reference, milestone, clock)
        where (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (changed.authority, changed.case_reference, changed.milestone, changed.clock)
        and plan.last_day is null and plan.arming = 0
        """;

    private const string Insert = """
        insert into alert_plan (authority, case_reference, milestone, clock, last_day, rule, next_rung, next_rung_at, breach_at)
        select * from unnest(@authority, @case_reference, @milestone, @clock, @last_day, @rule, @next_rung, @next_rung_at, @breach_at)
        """;

    internal static async Task<Dictionary<ClockKey, AlertPlan>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<FoldedCase> cases, CancellationToken cancellationToken)
    {
        await using var read = connection.Sql(Read).With(RowSet.Of(cases)
            .With("authority", folded => folded.Authority).With("case_reference", folded => folded.CaseReference));
        await using var rows = await read.RowsAsync(cancellationToken);
        var plans = new Dictionary<ClockKey, AlertPlan>();
        while (await rows.NextAsync(cancellationToken))
        {
            var key = rows.ClockKey();
            plans.Add(key, new(key, rows.DayOrNull("last_day"), rows.TextOrNull("rule"), null));
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
            batch.BatchCommands.Add(new NpgsqlBatchCommand(LockChanged).With(Keys(changed)));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(TellCleared).With("now", now).With(Keys(changed)
                .With("last_day", plan => plan.LastDay).With("breach_at", plan => plan.BreachAt)));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Change).With(KeysAndValues(changed)));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ForgetCleared).With(Keys(changed)));
        }

        if (added.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Insert).With(KeysAndValues(added)));
        }

        await using var held = await batch.RowsAsync(cancellationToken);
        return changed.Count == 0 ? [] : await UntrueAsync(held, changed, cancellationToken);
    }

    // The rows of LockChanged: what the plans were. One with a last day and no breach left to announce was announced.
    private static async Task<List<(ClockKey Key, DateOnly LastDay)>> UntrueAsync(
        Rows held, IReadOnlyList<AlertPlan> changed, CancellationToken cancellationToken)
    {
        var late = changed.Where(plan => plan.IsLateAfter).ToDictionary(plan => plan.Key, plan => plan.LastDay);
        var untrue = new List<(ClockKey, DateOnly)>();
        while (await held.NextAsync(cancellationToken))
        {
            var key = held.ClockKey();
            if (held.DayOrNull("last_day") is { } lastDay && held.Flag("was_announced") && late.GetValueOrDefault(key) != lastDay)
            {
                untrue.Add((key, lastDay));
            }
        }

        return untrue;
    }

    private static RowSet<AlertPlan> Keys(IReadOnlyList<AlertPlan> plans) => RowSet.Of(plans).WithClock(plan => plan.Key);

    private static RowSet<AlertPlan> KeysAndValues(IReadOnlyList<AlertPlan> plans) => Keys(plans)
        .With("last_day", plan => plan.LastDay).With("rule", plan => plan.Rule)
        .With("next_rung", plan => plan.Next?.Rung.Name).With("next_rung_at", plan => plan.Next?.At).With("breach_at", plan => plan.BreachAt);
}

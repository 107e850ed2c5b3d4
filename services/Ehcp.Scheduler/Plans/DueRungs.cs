using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>Fires the rungs that are due. It costs what is due, not what is open: the plans are found by the index on when their next rung is.</summary>
internal sealed class DueRungs(NpgsqlDataSource database, AlertPolicies policies, AlertTelemetry telemetry)
{
    private const int SetSize = 1000;

    // Rows another scheduler is at are its own to fire.
    internal const string Claim = """
        select authority, case_reference, milestone, clock, last_day, arming, rule from alert_plan
        where next_rung_at <= @now order by next_rung_at limit @most
        for update skip locked
        """;

    // One that was dropped told nobody, and the day it was about has come back.
    private const string InsertAlerts = """
        insert into alert (authority, case_reference, milestone, clock, rung, last_day, arming, role, state, fired_at)
        select *, 'planned', @now from unnest(@authority, @case_reference, @milestone, @clock, @rung, @last_day, @arming, @role)
        on conflict (authority, case_reference, milestone, clock, rung, last_day, arming, role)
        do update set state = 'planned', fired_at = excluded.fired_at where alert.state = 'dropped'
        """;

    private const string Advance = """
        update alert_plan as plan set next_rung = due.next_rung, next_rung_at = due.next_rung_at
        from unnest(@authority, @case_reference, @milestone, @clock, @next_rung, @next_rung_at)
            as due (authority, case_reference, milestone, clock, next_rung, next_rung_at)
        where (plan.authority, plan.case_reference, plan.milestone, plan.clock) = (due.authority, due.case_reference, due.milestone, due.clock)
        """;

    /// <returns>How many rungs were fired: one for a clock, whatever it missed.</returns>
    internal async Task<int> FireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (fired, claimed) = (0, SetSize);
        while (claimed == SetSize)
        {
            (claimed, var rungs) = await FireSetAsync(now, cancellationToken);
            fired += rungs;
        }

        return fired;
    }

    private async Task<(int Claimed, int Fired)> FireSetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var plans = await ClaimAsync(connection, now, LondonCalendar.DayOf(now), cancellationToken);
        if (plans.Count == 0)
        {
            return (0, 0);
        }

        var alerts = plans.SelectMany(plan => (plan.Reached?.Audience ?? []).Select(role => (Plan: plan, Role: role))).ToList();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Alerts(alerts, now), Advanced(plans) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var reached = plans.Where(plan => plan.Reached is not null).ToList();
        reached.ForEach(plan => telemetry.Fired(plan.Reached!.Name));
        return (plans.Count, reached.Count);
    }

    private async Task<List<DuePlan>> ClaimAsync(NpgsqlConnection connection, DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        await using var claim = connection.Sql(Claim).With("now", now).With("most", SetSize);
        var calendar = policies.Calendar;
        return await claim.ListAsync(Read, cancellationToken);

        DuePlan Read(Rows row)
        {
            var (key, lastDay) = (row.ClockKey(), row.Day("last_day"));
            var ladder = policies.For(key.Authority).LadderOf(key.Milestone, policies.LimitOf(row.TextOrNull("rule")));
            return new(key, lastDay, row.Int("arming"), ladder?.Reached(lastDay, today, calendar), ladder?.NextAfter(lastDay, today, calendar));
        }
    }

    private static NpgsqlBatchCommand Alerts(List<(DuePlan Plan, AlertRole Role)> alerts, DateTimeOffset now) =>
        new NpgsqlBatchCommand(InsertAlerts).With("now", now).With(RowSet.Of(alerts)
            .WithClock(alert => alert.Plan.Key)
            .With("rung", alert => alert.Plan.Reached!.Name)
            .With("last_day", alert => alert.Plan.LastDay)
            .With("arming", alert => alert.Plan.Arming)
            .With("role", alert => AlertRoles.Name(alert.Role)));

    private static NpgsqlBatchCommand Advanced(List<DuePlan> plans) =>
        new NpgsqlBatchCommand(Advance).With(RowSet.Of(plans)
            .WithClock(plan => plan.Key)
            .With("next_rung", plan => plan.Next?.Rung.Name)
            .With("next_rung_at", plan => plan.Next?.At));

    private sealed record DuePlan(ClockKey Key, DateOnly LastDay, int Arming, Rung? Reached, DueRung? Next);
}

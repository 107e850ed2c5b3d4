using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Changes;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>Keeps what is still to be told in step with the timelines, in the transaction that changes them.</summary>
internal sealed class AlertPlans(AlertPolicies policies, Outbox outbox, TimeProvider clock)
{
    /// <summary>A last day that had passed for longer than this when the case was first recorded is history: nobody is alerted of it.</summary>
    private const int HistoryAfterDays = 28;

    /// <summary>Writes the plans of the cases that differ from what is held, and no others. The caller holds the locks of the cases.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, Law law, IReadOnlyList<FoldedCase> cases, CancellationToken cancellationToken)
    {
        var held = await AlertPlanTable.ReadAsync(connection, cases, cancellationToken);
        var wanted = cases.SelectMany(folded => Wanted(law, folded)).ToDictionary(plan => plan.Key);
        List<AlertPlan> added = [.. wanted.Values.Where(plan => !held.ContainsKey(plan.Key))];
        List<AlertPlan> changed =
        [
            .. held.Values.Select(plan => wanted.GetValueOrDefault(plan.Key, AlertPlan.Cleared(plan.Key))).Where(plan => !plan.SameAs(held[plan.Key])),
        ];
        if (added.Count + changed.Count > 0)
        {
            var untrue = await AlertPlanTable.WriteAsync(connection, added, changed, clock.GetUtcNow(), cancellationToken);
            await AnnounceClearedAsync(connection, untrue, cancellationToken);
        }
    }

    /// <summary>
    /// Moves what was told of each case to where the case is now. Staff are not told again. Other systems count breaches by authority and case, so each that
    /// stands is taken back under the old key and announced under the new one: ADR 43.
    /// </summary>
    public async Task MoveAsync(
        NpgsqlConnection connection, Law law, IReadOnlyList<(CaseKey From, CaseKey To)> moves, CancellationToken cancellationToken)
    {
        if (moves.Count == 0 || await MovedAlerts.MoveAsync(connection, moves, cancellationToken) is not { Count: > 0 } breaches)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        AnnouncedBreaches.Add(
            batch, outbox,
            [.. breaches.Select(breach => new BreachCleared(
                breach.From.Authority, breach.From.CaseReference, breach.Now.Milestone, breach.Now.Clock, breach.LastDay,
                new(breach.Now.Authority, breach.Now.CaseReference)))],
            [.. breaches.Select(breach => new DeadlineBreached(
                breach.Now.Authority, breach.Now.CaseReference, breach.Now.Milestone, breach.Now.Clock, breach.LastDay,
                law.Calendar.OperationalDate(breach.LastDay), new(breach.From.Authority, breach.From.CaseReference)))]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task AnnounceClearedAsync(
        NpgsqlConnection connection, IReadOnlyList<(ClockKey Key, DateOnly LastDay)> breaches, CancellationToken cancellationToken)
    {
        if (breaches.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        AnnouncedBreaches.Add(
            batch, outbox,
            [.. breaches.Select(breach => new BreachCleared(
                breach.Key.Authority, breach.Key.CaseReference, breach.Key.Milestone, breach.Key.Clock, breach.LastDay))],
            breached: []);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private IEnumerable<AlertPlan> Wanted(Law law, FoldedCase folded)
    {
        var policy = policies.For(folded.Authority);
        var history = LondonCalendar.DayOf(folded.FirstRecordedAt).AddDays(-HistoryAfterDays);
        foreach (var each in folded.Timeline.Clocks)
        {
            if (each.LastDay is { } lastDay && lastDay >= history
                && policy.LadderOf(each.Milestone, law.Timetable.Find(each.Rule)) is { } ladder
                && StateAfter(law.Timetable, each, lastDay) is var after and (ClockState.Overdue or ClockState.Open))
            {
                yield return new(
                    new(folded.Authority, folded.CaseReference, each.Milestone, each.Id), lastDay, each.Rule, ladder.First(lastDay, law.Calendar),
                    after == ClockState.Overdue);
            }
        }
    }

    // Met, missed, closed, exempt or not to be computed: only a clock that nothing but its outcome can stop alerts anybody. One that stays open is warned of.
    private static ClockState StateAfter(StatutoryTimetable timetable, Clock clock, DateOnly lastDay) => ClockStates.On(timetable, clock, lastDay.AddDays(1));
}

/// <summary>A plan as it is or should be; one without a last day is cleared.</summary>
/// <param name="IsLateAfter">Whether the day after the last day is a breach; else the clock only stays open.</param>
internal sealed record AlertPlan(ClockKey Key, DateOnly? LastDay, string? Rule, DueRung? Next, bool IsLateAfter = false)
{
    /// <summary>London midnight from which it is late. Never, of one that only stays open, is written as infinity: null is what was announced.</summary>
    internal DateTimeOffset? BreachAt => LastDay is not { } lastDay ? null : IsLateAfter ? LondonCalendar.StartOf(lastDay.AddDays(1)) : DateTimeOffset.MaxValue;

    internal static AlertPlan Cleared(ClockKey key) => new(key, null, null, null);

    // How far the ladder has been climbed is the sweep's to write.
    internal bool SameAs(AlertPlan other) => LastDay == other.LastDay && Rule == other.Rule;
}

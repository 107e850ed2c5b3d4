using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>Every limit that the facts of one process start, with what ended or closed it.</summary>
internal static class RunningClocks
{
    internal static void Add(
        ReadOnlySpan<KeptFact> process, in RequestFacts request, List<KeptFact>? claims, ImmutableArray<Clock>.Builder clocks, List<NotComputed> notComputed)
    {
        foreach (ref readonly var trigger in process)
        {
            foreach (var limit in StatutoryTimetable.StartedBy(trigger.Type.Name))
            {
                if (limit.Trigger.When?.Passes(trigger.Fact.Fields) == false || (request.IsForDetainedPerson && !limit.ForDetainedPersons))
                {
                    continue;
                }

                var startedOn = trigger.Fact.Fields.Date(limit.Trigger.DateField);
                if (startedOn is { } day && !limit.InForceOn(day))
                {
                    continue;
                }

                var ofReceipt = trigger.Type.Name == "request-received";
                var cannotStart = ofReceipt ? request.CannotStartBecause : trigger.Disputed ? Reasons.Disputed(trigger) : null;
                var clock = Run(limit, process, trigger, startedOn, cannotStart, claims);
                clocks.Add(clock);
                if (clock.CannotComputeBecause is { } reason && !(ofReceipt && cannotStart is not null))
                {
                    notComputed.Add(new($"{clock.Milestone} {clock.Id}", reason));
                }
            }
        }
    }

    private static Clock Run(
        TimeLimit limit, ReadOnlySpan<KeptFact> process, in KeptFact trigger, DateOnly? startedOn, string? cannotStart, List<KeptFact>? claims)
    {
        var cannot = cannotStart ?? (startedOn is null ? Reasons.NoDate(trigger, limit.Trigger.DateField) : null);
        var started = trigger.Disputed ? null : startedOn;
        DateOnly? lastDay = cannot is null ? limit.Shape.LastDay(startedOn!.Value) : null;
        DateOnly? endedOn = null, closedOn = null;
        string? closedBy = null;
        if (cannot is null)
        {
            (endedOn, cannot) = Outcome(limit, process, trigger, startedOn!.Value, lastDay!.Value);
            if (cannot is null && endedOn is null && Closing(limit, process, startedOn.Value) is { On: { } closingDay } closing)
            {
                // Closing a case after the family's days have run out does not undo that they were given.
                if (limit.AfterLastDay == AfterLastDay.Met && closingDay > lastDay)
                {
                    endedOn = closingDay;
                }
                else
                {
                    (closedOn, closedBy) = (closingDay, closing.Type.Name);
                }
            }
        }

        return new(
            limit.Milestone,
            trigger.ItemId.Length == 0 ? trigger.ProcessId : trigger.ProcessId + "/" + trigger.ItemId,
            limit.Id,
            trigger.Type.Name,
            started,
            lastDay,
            endedOn,
            closedOn,
            closedBy,
            Exemptions.Of(limit, claims, started, lastDay),
            cannot);
    }

    private static (DateOnly? EndedOn, string? Cannot) Outcome(
        TimeLimit limit, ReadOnlySpan<KeptFact> process, in KeptFact trigger, DateOnly startedOn, DateOnly lastDay)
    {
        foreach (ref readonly var fact in process)
        {
            // An outcome with an id of its own answers only the trigger with that id.
            if (!Matches(limit.EndedBy, fact) || (fact.ItemId.Length > 0 && fact.ItemId != trigger.ItemId))
            {
                continue;
            }

            if (fact.Disputed || fact.On is null)
            {
                return (null, fact.Disputed ? Reasons.Disputed(fact) : Reasons.NoDate(fact, fact.Type.ClockDates[0]));
            }

            if (limit.AfterLastDay == AfterLastDay.Met)
            {
                return fact.On > lastDay ? (fact.On, null) : (null, Reasons.PlanBeforePeriodEnded(fact.On.Value, lastDay));
            }

            return fact.On >= startedOn ? (fact.On, null) : (null, Reasons.Before(fact, trigger));
        }

        return (null, null);
    }

    private static KeptFact? Closing(TimeLimit limit, ReadOnlySpan<KeptFact> process, DateOnly startedOn)
    {
        KeptFact? earliest = null;
        foreach (ref readonly var fact in process)
        {
            // What began after a refusal shows that the refusal no longer stood.
            if (Matches(limit.ClosedBy, fact) && !(fact.On < startedOn && IsDecision(fact)) && (earliest is null || fact.On < earliest.Value.On))
            {
                earliest = fact;
            }
        }

        return earliest;
    }

    private static bool IsDecision(in KeptFact fact) => fact.Type.Name is "assessment-decided" or "issue-decided";

    private static bool Matches(ImmutableArray<FactMatch> matches, in KeptFact fact)
    {
        foreach (var match in matches)
        {
            if (fact.Is(match))
            {
                return true;
            }
        }

        return false;
    }
}

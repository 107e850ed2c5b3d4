using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Which limits an event starts in its case: by its fields, the other events of its process, custody, cohort and the day of the law.</summary>
internal readonly ref struct Applicability(ReadOnlySpan<KeptFact> all)
{
    private readonly ReadOnlySpan<KeptFact> _all = all;

    internal bool Starts(TimeLimit limit, in KeptFact trigger, ReadOnlySpan<KeptFact> process, in RequestFacts request) =>
        (request.HasCustodyChanged || !limit.OnlyAfterCustodyChange)
        && limit.Trigger.StartsWith(trigger.Told)
        && (limit.ForDetainedPersons is not { } inCustody || inCustody == request.IsInCustody(limit, trigger, process))
        && (limit.Unless.IsEmpty || !Holds(process, limit.Unless))
        && (limit.OnlyWith.IsEmpty || Holds(process, limit.OnlyWith))
        && !(limit.NeedsPlan && IsInMidAssessment())
        && (limit.Cohort is null || IsOf(limit.Cohort))
        && !(DayOfLaw(limit, trigger, process) is { } day && !limit.InForceOn(day));

    private DateOnly? DayOfLaw(TimeLimit limit, in KeptFact trigger, ReadOnlySpan<KeptFact> process)
    {
        var triggeredOn = limit.Trigger.DateIn(trigger.Fact);
        if (limit.InForceBy == InForceBy.Trigger)
        {
            return triggeredOn;
        }

        DateOnly? requestedOn = null;
        foreach (ref readonly var fact in trigger.Type.Process == ProcessKind.Request ? process : _all)
        {
            if (fact.Fact is RequestReceived && !(fact.On > triggeredOn) && !(fact.On < requestedOn))
            {
                requestedOn = fact.On;
            }
        }

        return requestedOn ?? triggeredOn;
    }

    private bool IsOf(Cohort cohort)
    {
        int? yearGroup = null;
        DateOnly? planMadeOn = null;
        foreach (ref readonly var fact in _all)
        {
            yearGroup = (fact.Fact as CaseDescribed)?.YearGroup ?? yearGroup;
            var madeOn = fact.Fact switch
            {
                FinalPlanSent plan => plan.SentOn,
                PlanHeld held => held.MadeOn,
                PlanTransferredIn transferred => transferred.OriginalPlanOn,
                _ => null,
            };
            planMadeOn = madeOn is { } day && !(day > planMadeOn) ? day : planMadeOn;
        }

        return cohort.Includes(yearGroup, planMadeOn);
    }

    private static bool Holds(ReadOnlySpan<KeptFact> process, ImmutableArray<FactMatch> matches)
    {
        foreach (ref readonly var fact in process)
        {
            foreach (var match in matches)
            {
                if (match.Matches(fact))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsInMidAssessment()
    {
        var requested = false;
        foreach (ref readonly var fact in _all)
        {
            if (fact.Type.Process is ProcessKind.Review or ProcessKind.Reassessment || fact.Fact is FinalPlanSent or PlanTransferredIn or PlanHeld)
            {
                return false;
            }

            requested |= fact.Fact is RequestReceived;
        }

        return requested;
    }
}

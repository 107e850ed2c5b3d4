using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>What ended a clock by its own outcome, or closed it without.</summary>
internal readonly ref struct Endings(ReadOnlySpan<KeptFact> all, Reversals? reversals)
{
    private readonly ReadOnlySpan<KeptFact> _all = all;

    /// <summary>The day of the outcome, or why it cannot be said; neither where there is none.</summary>
    internal (DateOnly? EndedOn, string? Cannot) Outcome(
        TimeLimit limit, ReadOnlySpan<KeptFact> process, in KeptFact trigger, DateOnly startedOn, DateOnly lastDay)
    {
        KeptFact? outcome = null;
        DateOnly? outcomeOn = null;
        var from = startedOn.AddMonths(-limit.OutcomeMonthsAhead);
        foreach (var match in limit.EndedBy)
        {
            foreach (ref readonly var fact in match.Reach == Reach.CaseSince ? _all : process)
            {
                // An outcome with an id of its own answers only the trigger with that id.
                if (match.Matches(fact) && Fits(match, fact, trigger) && (fact.ItemId.Length == 0 || fact.ItemId == trigger.ItemId)
                    && IsWithin(match, fact, trigger, from)
                    && (outcome is null || IsEarlier(fact, match.On(fact), outcome.Value, outcomeOn)))
                {
                    (outcome, outcomeOn) = (fact, match.On(fact));
                }
            }
        }

        if (outcome is not { } ended)
        {
            return (null, null);
        }

        if (ended.Unusable is { } unusable)
        {
            return (null, unusable);
        }

        if (outcomeOn is not { } endedOn)
        {
            return (null, Reasons.NoDate(ended, ended.Type.ClockDates[0].Name));
        }

        if (limit.ForbidsUntilThen && PendingAppeal(startedOn, endedOn) is { } appeal)
        {
            return (null, Reasons.AppealPending(ended, appeal));
        }

        return limit.AfterLastDay switch
        {
            AfterLastDay.Met => endedOn > lastDay || limit.ForbidsUntilThen ? (endedOn, null) : (null, Reasons.EndedWithinPeriod(ended, lastDay)),
            // What comes after the time has run out may be about something else of the case.
            AfterLastDay.Lapses when endedOn > lastDay => (null, null),
            _ => endedOn >= from ? (endedOn, null) : (null, Reasons.Before(ended, trigger)),
        };
    }

    // The plan is kept until the appeal has ended, whenever the family's time to appeal ran out. Section 45(4) of the Act.
    private KeptFact? PendingAppeal(DateOnly from, DateOnly day)
    {
        foreach (ref readonly var appeal in _all)
        {
            if (appeal.Fact is AppealReceived { Against: DisputedDecision.Cease } received && appeal.On >= from
                && (received.LodgedOn ?? received.ReceivedOn) <= day && !HasEnded(appeal.ProcessId, day))
            {
                return appeal;
            }
        }

        return null;
    }

    private bool HasEnded(string appealId, DateOnly day)
    {
        foreach (ref readonly var fact in _all)
        {
            if (fact.Fact is AppealEnded or TribunalOrdered && fact.ProcessId == appealId && fact.On <= day)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first event after which the outcome is no longer due.</summary>
    internal KeptFact? Closing(TimeLimit limit, ReadOnlySpan<KeptFact> process, in KeptFact trigger, DateOnly startedOn, in Reversal? reversal)
    {
        KeptFact? earliest = null;
        foreach (var match in limit.ClosedBy)
        {
            foreach (ref readonly var fact in match.Reach == Reach.CaseSince ? _all : process)
            {
                // What began after a refusal shows that the refusal no longer stood; so does its reversal.
                if (match.Matches(fact) && fact.Contradiction is null && Fits(match, fact, trigger) && IsWithin(match, fact, trigger, startedOn)
                    && !(match.WithinMonths is { } months && match.On(fact) > startedOn.AddMonths(months))
                    && !(IsDecision(fact) && (fact.On < startedOn || IsReversed(fact, reversal)))
                    && (earliest is null || IsEarlier(fact, fact.On, earliest.Value, earliest.Value.On)))
                {
                    earliest = fact;
                }
            }
        }

        return earliest is null && limit.Milestone == Milestone.Appeal ? reversals?.CertificateOf(trigger, _all) : earliest;
    }

    private static bool IsWithin(FactMatch match, in KeptFact fact, in KeptFact trigger, DateOnly from) =>
        match.Reach == Reach.Process || match.On(fact) > from || (match.On(fact) == from && fact.Type != trigger.Type);

    private bool Fits(FactMatch match, in KeptFact fact, in KeptFact trigger) =>
        !(match.InAnotherProcess && fact.Type.Process == trigger.Type.Process && fact.ProcessId == trigger.ProcessId)
        && !(match.AfterMeeting && !HasMeeting(fact.ProcessId))
        && !(match.OfTheTransfer && TransferYear(fact.Fact) != TransferYear(trigger.Fact));

    private static int? TransferYear(Fact fact) => fact switch
    {
        PhaseTransferDue due => due.Year,
        FinalPlanSent plan => plan.PhaseTransferYear,
        AmendedPlanSent plan => plan.PhaseTransferYear,
        ReviewDecided decided => decided.PhaseTransferYear,
        _ => null,
    };

    private bool HasMeeting(string reviewId)
    {
        foreach (ref readonly var fact in _all)
        {
            if (fact.Fact is ReviewMeetingHeld && fact.ProcessId == reviewId)
            {
                return true;
            }
        }

        return false;
    }

    // By date, and of one day in the order of the catalogue: a total order, so that the facts' own does not matter.
    private static bool IsEarlier(in KeptFact fact, DateOnly? on, in KeptFact other, DateOnly? otherOn) =>
        on != otherOn ? on < otherOn : KeptFact.CompareKeys(fact, other) < 0;

    private static bool IsDecision(in KeptFact fact) => fact.Fact is AssessmentDecided or IssueDecided;

    private static bool IsReversed(in KeptFact refusal, in Reversal? reversal) =>
        reversal is { } reversed && reversed.Undoes(refusal.On)
            && (reversed.Refusal == DisputedDecision.RefusalToAssess ? refusal.Fact is AssessmentDecided : refusal.Fact is IssueDecided);
}

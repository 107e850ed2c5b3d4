using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Every limit that the facts of a case start, with what ended or closed it.</summary>
internal readonly ref struct RunningClocks(
    Law law, ReadOnlySpan<KeptFact> all, List<KeptFact>? claims, Reversals? reversals, ImmutableArray<Clock>.Builder clocks, List<Uncomputed> notComputed)
{
    private readonly ReadOnlySpan<KeptFact> _all = all;
    private readonly int _toldBefore = notComputed.Count;

    /// <summary>The claims of exemption that stand.</summary>
    internal List<KeptFact>? Claims { get; } = claims;

    /// <summary>Adds the clocks of one process.</summary>
    internal void Add(ReadOnlySpan<KeptFact> process, in RequestFacts request)
    {
        foreach (ref readonly var trigger in process)
        {
            var isTold = (trigger.Fact is RequestReceived && request.CannotStartBecause is not null) || trigger.Contradiction is not null;
            foreach (var limit in law.Timetable.StartedBy(trigger.Type))
            {
                if (!Starts(limit, trigger, process, request))
                {
                    continue;
                }

                var cannotStart = trigger.Fact is RequestReceived ? request.CannotStartBecause : trigger.Unusable;
                var clock = Run(limit, process, trigger, cannotStart);
                clocks.Add(clock);
                if (clock.CannotComputeBecause is { } reason && !isTold && !IsToldAsContradiction(reason))
                {
                    // One dispute keeps every limit of its event from starting; it is told once.
                    isTold = cannotStart is not null;
                    notComputed.Add(new($"{(isTold ? trigger.Type.Name : clock.Milestone)} {(isTold ? ProcessName(trigger) : clock.Id)}", reason));
                }
            }
        }
    }

    private bool IsToldAsContradiction(string reason) => notComputed.FindIndex(0, _toldBefore, told => told.Reason == reason) >= 0;

    private bool Starts(TimeLimit limit, in KeptFact trigger, ReadOnlySpan<KeptFact> process, in RequestFacts request) =>
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

    private Clock Run(TimeLimit limit, ReadOnlySpan<KeptFact> process, in KeptFact trigger, string? cannotStart)
    {
        var startedOn = limit.Trigger.DateIn(trigger.Fact);
        var secondDate = SecondDate(limit, trigger);
        DateOnly? lastDay = cannotStart is null && startedOn is { } day ? limit.Shape.LastDay(law.Calendar, day, secondDate) : null;
        var cannot = cannotStart ?? WhyNot(limit, trigger, startedOn, secondDate, lastDay);
        DateOnly? endedOn = null, closedOn = null;
        string? closedBy = null;
        Reopening? reopened = null;
        if (cannot is null)
        {
            (endedOn, cannot) = Outcome(limit, process, trigger, startedOn!.Value, lastDay!.Value);
            var reversal = limit.Refusals.IsEmpty ? null : ReversalOf(limit, trigger.ProcessId);
            reopened = reversal?.Route;
            if (reversal is { Route: null } superseded && (endedOn is null || endedOn >= superseded.On))
            {
                endedOn = null;
                cannot = null;
                var refusal = Closing(limit, process, trigger, startedOn.Value, null);
                (closedOn, closedBy) = refusal?.On <= superseded.On ? (refusal.Value.On, refusal.Value.Type.Name) : (superseded.On, superseded.Fact.Type.Name);
            }
            else if (cannot is null && endedOn is null && Closing(limit, process, trigger, startedOn.Value, reversal) is { On: { } closingDay } closing)
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

        var started = trigger.Disputed ? null : startedOn;
        return new(
            limit.MilestoneCode, Name(limit, trigger), limit.Id, trigger.Type.Name, started, lastDay, endedOn, closedOn, closedBy,
            Exemptions.Of(limit, Claims, trigger, started, lastDay), cannot)
        {
            SecondDate = secondDate,
            Reopened = Code.OrNull(reopened),
        };
    }

    private static string Name(TimeLimit limit, in KeptFact trigger) =>
        limit.NamesItsTrigger ? trigger.Type.Name + "/" + ProcessName(trigger) : ProcessName(trigger);

    internal static string ProcessName(in KeptFact trigger) =>
        trigger.ProcessId.Length == 0 ? (trigger.ItemId.Length == 0 ? "1" : trigger.ItemId) : trigger.ItemId.Length == 0 ? trigger.ProcessId : trigger.ProcessId
            + "/" + trigger.ItemId;

    // The certificate itself does not say when the decision was notified; the decision it is about does.
    private DateOnly? SecondDate(TimeLimit limit, in KeptFact trigger) =>
        limit.Shape is ByEndOfKeyStage ? EndOfKeyStage(limit, trigger)
        : limit.Trigger.SecondDate.IsEmpty ? null
        : limit.Trigger.SecondDateIn(trigger.Told)
            ?? (trigger.Fact is MediationCertificateIssued ? reversals?.DecidedOn(trigger.ProcessId)
                : limit.Milestone == Milestone.KeepPlan ? reversals?.CertificateOf(trigger, _all)?.On : null);

    private DateOnly? EndOfKeyStage(TimeLimit limit, in KeptFact trigger)
    {
        foreach (ref readonly var fact in _all)
        {
            if (fact.Fact is CaseDescribed { YearGroup: { } yearGroup } && limit.Trigger.DateIn(trigger.Fact) is { } day)
            {
                return KeyStages.EndOnOrAfter(day, yearGroup, LondonCalendar.DayOf(fact.Told.Time));
            }
        }

        return null;
    }

    private string? WhyNot(TimeLimit limit, in KeptFact trigger, DateOnly? startedOn, DateOnly? secondDate, DateOnly? lastDay)
    {
        if (startedOn is null)
        {
            return Reasons.NoDate(trigger, limit.Trigger.DateName);
        }

        if (limit.Trigger.CountsYear && trigger.Fact is PhaseTransferDue { Year: > 0 and var year } && year != startedOn.Value.Year)
        {
            return Reasons.OtherYear(trigger, startedOn.Value, year);
        }

        return lastDay is not null ? null
            : secondDate is null && limit.Shape is ByEndOfKeyStage ? Reasons.YearGroupUnknown
            : secondDate is null && !limit.Trigger.SecondDate.IsEmpty ? Reasons.NoDate(
                trigger, string.Join(" or ", limit.Trigger.SecondDate.Select(date => date.Name)))
            : Reasons.BankHolidaysUnknown(law.Calendar);
    }

    private Reversal? ReversalOf(TimeLimit limit, string requestId) =>
        reversals?.Of(requestId) is { } reversal && limit.Refusals.Contains(reversal.Refusal) ? reversal : null;

    private (DateOnly? EndedOn, string? Cannot) Outcome(
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

        if (limit.ForbidsUntilThen && PendingAppeal(endedOn) is { } appeal)
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
    private KeptFact? PendingAppeal(DateOnly day)
    {
        foreach (ref readonly var appeal in _all)
        {
            if (appeal.Fact is AppealReceived { Against: DisputedDecision.Cease } received && (received.LodgedOn ?? received.ReceivedOn) <= day
                && !HasEnded(appeal.ProcessId, day))
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

    private KeptFact? Closing(TimeLimit limit, ReadOnlySpan<KeptFact> process, in KeptFact trigger, DateOnly startedOn, in Reversal? reversal)
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

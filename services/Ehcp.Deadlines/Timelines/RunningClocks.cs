using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Every limit that the facts of a case start, with what ended or closed it.</summary>
internal readonly ref struct RunningClocks(
    Law law, ReadOnlySpan<KeptFact> all, List<KeptFact>? claims, Reversals? reversals, ImmutableArray<Clock>.Builder clocks, List<Uncomputed> notComputed)
{
    private readonly ReadOnlySpan<KeptFact> _all = all;
    private readonly Applicability _applicability = new(all);
    private readonly Endings _endings = new(all, reversals);
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
                if (!_applicability.Starts(limit, trigger, process, request))
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
            (endedOn, cannot) = _endings.Outcome(limit, process, trigger, startedOn!.Value, lastDay!.Value);
            var reversal = limit.Refusals.IsEmpty ? null : ReversalOf(limit, trigger.ProcessId);
            reopened = reversal?.Route;
            if (reversal is { Route: null } superseded && (endedOn is null || endedOn >= superseded.On))
            {
                endedOn = null;
                cannot = null;
                var refusal = _endings.Closing(limit, process, trigger, startedOn.Value, null);
                (closedOn, closedBy) = refusal?.On <= superseded.On
                    ? (refusal.Value.On, refusal.Value.Type.Name)
                    : (superseded.On, superseded.Fact.Type.Name);
            }
            else if (cannot is null && endedOn is null
                && _endings.Closing(limit, process, trigger, startedOn.Value, reversal) is { On: { } closingDay } closing)
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

    // A certificate does not say when the decision was notified, nor a decision whether a certificate followed; the other event of the case does.
    private DateOnly? SecondDate(TimeLimit limit, in KeptFact trigger) =>
        limit.Shape is ByEndOfKeyStage ? EndOfKeyStage(limit, trigger)
        : limit.Trigger.SecondDate is not [var first, ..] ? null
        : limit.Trigger.SecondDateIn(trigger.Told)
            ?? (!first.IsOfAnother ? null
                : trigger.Fact is MediationCertificateIssued ? reversals?.DecidedOn(trigger.ProcessId)
                : reversals?.CertificateOf(trigger, _all)?.On);

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
}

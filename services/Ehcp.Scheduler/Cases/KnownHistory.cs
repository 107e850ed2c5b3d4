using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>What was known of each request and review of a case in every span of ledger time: what a figure as of any instant is counted from.</summary>
internal sealed class KnownHistory
{
    private readonly Spans<KnownRequest> _requests = new(
        known => known.RequestId, known => known.KnownFrom, known => known.KnownTo, (known, at) => known with { KnownTo = at }, SaysTheSame);

    private readonly Spans<KnownReview> _reviews = new(
        known => known.ReviewId, known => known.KnownFrom, known => known.KnownTo, (known, at) => known with { KnownTo = at },
        SaysTheSame);

    /// <summary>By request, then by time.</summary>
    internal IReadOnlyList<KnownRequest> Requests => _requests.InOrder();

    /// <summary>By review, then by time; null when there are none.</summary>
    internal IReadOnlyList<KnownReview>? Reviews => _reviews.InOrder() is { Count: > 0 } reviews ? reviews : null;

    /// <summary>At each instant at which facts of the case were recorded, the fold of all those recorded by then; equal neighbours are one span.</summary>
    /// <param name="law">The law of every fold.</param>
    /// <param name="facts">Every fact of the case, in any order.</param>
    /// <param name="now">The timeline they all amount to.</param>
    internal static KnownHistory Of(Law law, IReadOnlyList<RecordedFact> facts, Timeline now)
    {
        var recordedAt = new DateTimeOffset[facts.Count];
        var asRecorded = new RecordedFact[facts.Count];
        for (var i = 0; i < facts.Count; i++)
        {
            recordedAt[i] = facts[i].RecordedAt;
            asRecorded[i] = facts[i];
        }

        Array.Sort(recordedAt, asRecorded);
        var history = new KnownHistory();
        for (var known = 1; known <= recordedAt.Length; known++)
        {
            if (known == recordedAt.Length)
            {
                history.Learn(now, recordedAt[^1]);
            }
            else if (recordedAt[known] > recordedAt[known - 1])
            {
                history.Learn(CaseTimeline.From(law, new ArraySegment<RecordedFact>(asRecorded, 0, known)), recordedAt[known - 1]);
            }
        }

        return history;
    }

    /// <summary>From an instant on this is known here, and nothing else.</summary>
    internal void Learn(KnownRequest[] requests, KnownReview[] reviews, DateTimeOffset at)
    {
        _requests.Learn(requests, at);
        _reviews.Learn(reviews, at);
    }

    private void Learn(Timeline timeline, DateTimeOffset at) => Learn(
        [.. timeline.Requests.Select(request => Known(request, timeline, at))],
        [.. timeline.Reviews.Select(review => Known(review, timeline.Description, at))], at);

    internal static KnownRequest Known(RequestProcess request, Timeline timeline, DateTimeOffset from) => new(
        RequestId: request.RequestId,
        KnownFrom: from,
        KnownTo: null,
        ReceivedOn: request.ReceivedOn,
        ReceivedOnUsable: request.ReceivedOnUsable,
        AssessmentDecidedOn: request.AssessmentDecidedOn,
        AssessmentDecision: request.AssessmentDecision,
        IssueDecidedOn: request.IssueDecidedOn,
        IssueDecision: request.IssueDecision,
        PlanSentOn: request.PlanSentOn,
        ClosedOn: request.ClosedOn,
        ClosedReason: request.ClosedReason,
        ExemptionClaimed: request.ExemptionClaimed,
        CannotComputeBecause: request.CannotComputeBecause,
        AwaitedAdvice: request.AwaitedAdvice.IsEmpty ? null : request.AwaitedAdvice,
        AwaitsSetting: request.AwaitsSetting,
        RepresentationsTo: RepresentationsTo(timeline, request.RequestId),
        Team: timeline.Description.Team,
        Area: timeline.Description.Area,
        PrimaryNeed: timeline.Description.PrimaryNeed,
        AfterMediationOrTribunal: request.AfterMediationOrTribunal,
        ReopenedOn: request.ReopenedOn,
        PlanLastDay: request.PlanLastDay);

    internal static KnownReview Known(ReviewProcess review, CaseDescription description, DateTimeOffset from) => new(
        ReviewId: review.ReviewId,
        KnownFrom: from,
        KnownTo: null,
        MeetingHeldOn: review.MeetingHeldOn,
        DatesUsable: review.DatesUsable,
        DecidedOn: review.DecidedOn,
        Decision: review.Decision,
        AmendedPlanSentOn: review.AmendedPlanSentOn,
        Team: description.Team,
        Area: description.Area,
        PrimaryNeed: description.PrimaryNeed);

    private static DateOnly? RepresentationsTo(Timeline timeline, string requestId)
    {
        foreach (var clock in timeline.Clocks)
        {
            if (clock is { Milestone: "representations", EndedOn: null, ClosedBy: null } && clock.Id == requestId)
            {
                return clock.LastDay;
            }
        }

        return null;
    }

    // A list within a record compares by reference.
    private static bool SaysTheSame(KnownRequest earlier, KnownRequest later) =>
        earlier == later with { KnownFrom = earlier.KnownFrom, AwaitedAdvice = earlier.AwaitedAdvice, HeldBefore = earlier.HeldBefore }
        && (earlier.AwaitedAdvice ?? []).SequenceEqual(later.AwaitedAdvice ?? [])
        && (earlier.HeldBefore ?? []).SequenceEqual(later.HeldBefore ?? []);

    private static bool SaysTheSame(KnownReview earlier, KnownReview later) =>
        earlier == later with { KnownFrom = earlier.KnownFrom, HeldBefore = earlier.HeldBefore }
        && (earlier.HeldBefore ?? []).SequenceEqual(later.HeldBefore ?? []);
}

using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>What was known of each request of a case in every span of ledger time: what a figure as of any instant is counted from.</summary>
internal static class KnownHistory
{
    /// <summary>At each instant at which facts of the case were recorded, the fold of all those recorded by then; equal neighbours are one span.</summary>
    /// <param name="facts">Every fact of the case, in any order.</param>
    /// <param name="now">The timeline they all amount to.</param>
    internal static IReadOnlyList<KnownRequest> Of(IReadOnlyList<RecordedFact> facts, IReadOnlyList<CaseFact> asLaw, Timeline now)
    {
        var recordedAt = new DateTimeOffset[facts.Count];
        var asRecorded = new CaseFact[facts.Count];
        for (var i = 0; i < facts.Count; i++)
        {
            recordedAt[i] = facts[i].RecordedAt;
            asRecorded[i] = asLaw[i];
        }

        Array.Sort(recordedAt, asRecorded);
        var spans = new List<KnownRequest>();
        for (var known = 1; known <= recordedAt.Length; known++)
        {
            if (known == recordedAt.Length)
            {
                Learn(spans, now, recordedAt[^1]);
            }
            else if (recordedAt[known] > recordedAt[known - 1])
            {
                Learn(spans, CaseTimeline.From(new ArraySegment<CaseFact>(asRecorded, 0, known)), recordedAt[known - 1]);
            }
        }

        spans.Sort(ByRequest);
        return spans;
    }

    private static void Learn(List<KnownRequest> spans, Timeline timeline, DateTimeOffset at)
    {
        var earlier = spans.Count;
        foreach (var request in timeline.Requests)
        {
            var known = Known(request, timeline, at);
            var last = spans.FindIndex(0, earlier, span => span.KnownTo is null && span.RequestId == known.RequestId);
            if (last < 0)
            {
                spans.Add(known);
            }
            else if (!SaysTheSame(spans[last], known))
            {
                spans[last] = spans[last] with { KnownTo = at };
                spans.Add(known);
            }
        }

        for (var i = 0; i < earlier; i++)
        {
            if (spans[i].KnownTo is null && !Holds(timeline, spans[i].RequestId))
            {
                spans[i] = spans[i] with { KnownTo = at };
            }
        }
    }

    private static KnownRequest Known(RequestProcess request, Timeline timeline, DateTimeOffset from) => new(
        request.RequestId,
        from,
        KnownTo: null,
        request.ReceivedOn,
        request.ReceivedOnUsable,
        request.AssessmentDecidedOn,
        request.AssessmentDecision,
        request.IssueDecidedOn,
        request.IssueDecision,
        request.PlanSentOn,
        request.ClosedOn,
        request.ClosedReason,
        request.ExemptionClaimed,
        request.CannotComputeBecause,
        request.AwaitedAdvice.IsEmpty ? null : request.AwaitedAdvice,
        request.AwaitsSetting,
        RepresentationsTo(timeline, request.RequestId),
        timeline.Description.Team,
        timeline.Description.Area,
        timeline.Description.PrimaryNeed);

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
        earlier == later with { KnownFrom = earlier.KnownFrom, AwaitedAdvice = earlier.AwaitedAdvice }
        && (earlier.AwaitedAdvice ?? []).SequenceEqual(later.AwaitedAdvice ?? []);

    private static bool Holds(Timeline timeline, string requestId)
    {
        foreach (var request in timeline.Requests)
        {
            if (request.RequestId == requestId)
            {
                return true;
            }
        }

        return false;
    }

    private static int ByRequest(KnownRequest left, KnownRequest right)
    {
        var order = string.CompareOrdinal(left.RequestId, right.RequestId);
        return order != 0 ? order : left.KnownFrom.CompareTo(right.KnownFrom);
    }
}

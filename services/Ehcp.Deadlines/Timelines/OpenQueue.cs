using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>Says of every request by when its plan is due as the law now stands, and whether a refusal of it was reversed.</summary>
internal static class OpenQueue
{
    internal static void Add(ImmutableArray<RequestProcess>.Builder requests, ImmutableArray<Clock>.Builder clocks, Reversals? reversals)
    {
        for (var at = 0; at < requests.Count; at++)
        {
            var request = requests[at];
            var reversal = reversals?.Of(request.RequestId);
            var appealId = reversal is { Route: null } order ? order.Fact.ProcessId : null;
            requests[at] = request with
            {
                ReopenedOn = reversal?.On,
                PlanLastDay = LastDay(clocks, Code.Of(Milestone.FinalPlanAfterReversal), appealId)
                    ?? LastDay(clocks, Code.Of(Milestone.Agreement), appealId)
                    ?? LastDay(clocks, Code.Of(Milestone.FinalPlan), request.RequestId),
            };
        }
    }

    private static DateOnly? LastDay(ImmutableArray<Clock>.Builder clocks, string milestone, string? id)
    {
        for (var at = 0; id is not null && at < clocks.Count; at++)
        {
            if (clocks[at] is { LastDay: { } lastDay } clock && clock.Milestone == milestone && clock.Id == id)
            {
                return lastDay;
            }
        }

        return null;
    }
}

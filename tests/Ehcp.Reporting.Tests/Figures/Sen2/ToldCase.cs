using Ehcp.Contracts;
using Ehcp.Deadlines;
using static Ehcp.Reporting.Tests.Given;

namespace Ehcp.Reporting.Tests.Figures.Sen2;

/// <summary>A case as the Scheduler tells it, made from its facts alone.</summary>
internal static class ToldCase
{
    internal static readonly DateTimeOffset Recorded = Instant("2025-01-02T09:00:00Z");

    internal static CaseSnapshot Of(string reference, params Fact[] facts) => Of(reference, Recorded, facts);

    internal static CaseSnapshot Of(string reference, DateTimeOffset recorded, params Fact[] facts)
    {
        List<SnapshotFact> told = [.. facts.Select((fact, at) => new SnapshotFact("s", $"{reference}-{at}", recorded.AddSeconds(at), recorded, fact))];
        var timeline = CaseTimeline.From(Law.Shipped, told);
        return new(
            Birmingham, reference, new("2026.1", facts.Length), told, timeline.Clocks,
            [
                .. timeline.Requests.Select(request => new KnownRequest(
                    request.RequestId, recorded, null, request.ReceivedOn, request.ReceivedOnUsable, request.AssessmentDecidedOn, request.AssessmentDecision,
                    request.IssueDecidedOn, request.IssueDecision, request.PlanSentOn, request.ClosedOn, request.ClosedReason, request.ExemptionClaimed,
                    request.CannotComputeBecause)),
            ],
            timeline.CannotCompute)
        {
            PrimaryNeed = timeline.Description.PrimaryNeed,
            Setting = timeline.Description.Setting,
        };
    }
}

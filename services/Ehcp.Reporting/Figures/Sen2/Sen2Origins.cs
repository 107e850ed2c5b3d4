using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>What SEN2 asks of a request that is no part of its known history.</summary>
/// <param name="RequestedBy">Who asked; null when no source said.</param>
/// <param name="Route">How it began; null when the receipt is not recorded.</param>
/// <param name="RefusedToAssessOn">Day of a refusal that was reversed and then decided anew; null when there was none.</param>
/// <param name="RefusedToIssueOn">Likewise of a refusal to issue.</param>
/// <param name="IsExemptionContradicted">Whether every exemption claimed on the final plan is disproved by its own dates, or of a ground that the law does not
/// allow for it.</param>
internal sealed record Sen2Origins(
    Requester? RequestedBy, RequestRoute? Route, DateOnly? RefusedToAssessOn, DateOnly? RefusedToIssueOn, bool IsExemptionContradicted = false)
{
    /// <summary>Of each request of a case.</summary>
    /// <param name="facts">Those that were not retracted, the newest last. What was corrected is still there: a decision that a reversal took away is
    /// one.</param>
    /// <param name="timeline">Of the same facts.</param>
    internal static IEnumerable<(string RequestId, Sen2Origins Origins)> Of(IReadOnlyList<Fact> facts, Timeline timeline)
    {
        var claimed = timeline.Clocks.Where(clock => clock.Milestone == Code.Of(Milestone.FinalPlan) && clock.Exemptions is { Count: > 0 })
            .ToLookup(clock => clock.Id, clock => clock.Exemptions!, StringComparer.Ordinal);
        var assess = facts.OfType<AssessmentDecided>()
            .Select(fact => (Id: Sen2Facts.ProcessOf(fact), Refused: fact.Decision == AssessmentDecision.Refuse, fact.NotifiedOn)).ToList();
        var issue = facts.OfType<IssueDecided>()
            .Select(fact => (Id: Sen2Facts.ProcessOf(fact), Refused: fact.Decision == IssueDecision.NotIssue, fact.NotifiedOn)).ToList();
        var received = facts.OfType<RequestReceived>().ToLookup(fact => Sen2Facts.ProcessOf(fact), StringComparer.Ordinal);
        foreach (var id in received.Select(request => request.Key).Concat(assess.Select(decision => decision.Id)).Concat(issue.Select(decision => decision.Id))
            .Distinct())
        {
            var request = received[id].LastOrDefault();
            yield return (id, new(
                request?.RequestedBy,
                request is null ? null : request.Route ?? RequestRoute.Request,
                Reversed(assess, id, facts, DisputedDecision.RefusalToAssess, TribunalOrder.Assess),
                Reversed(issue, id, facts, DisputedDecision.RefusalToIssue, TribunalOrder.MakePlan),
                claimed[id].Any() && claimed[id].SelectMany(claims => claims).All(claim => !claim.Disapplies)));
        }
    }

    // A new decision stands for the request from then on; the one that a reversal took away is the one DfE asks for. A correction has no reversal.
    private static DateOnly? Reversed(
        List<(string Id, bool Refused, DateOnly NotifiedOn)> decisions, string id, IReadOnlyList<Fact> facts, DisputedDecision refusal, TribunalOrder order)
    {
        var own = decisions.FindAll(decision => decision.Id == id);
        if (own.Count < 2 || own[^1].Refused || !own.Exists(decision => decision.Refused))
        {
            return null;
        }

        var refusedOn = own.FindLast(decision => decision.Refused).NotifiedOn;
        return facts.Any(fact => fact switch
        {
            DecisionReversed reversal => reversal.Reversed == refusal && IsBetween(reversal.EffectiveOn),
            TribunalOrdered ordered => ordered.Order == order && IsBetween(ordered.OrderedOn),
            _ => false,
        }) ? refusedOn : null;

        bool IsBetween(DateOnly day) => refusedOn <= day && day <= own[^1].NotifiedOn;
    }
}

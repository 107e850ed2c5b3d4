using Ehcp.Contracts;

namespace Ehcp.Reporting.Figures.Sen2;

/// <summary>What is known of a request, as far as SEN2 asks.</summary>
internal sealed record Sen2Facts(
    string CaseReference,
    string RequestId,
    DateOnly? ReceivedOn,
    bool ReceivedOnUsable,
    DateOnly? AssessmentDecidedOn,
    string? AssessmentDecision,
    DateOnly? IssueDecidedOn,
    string? IssueDecision,
    DateOnly? PlanSentOn,
    DateOnly? ClosedOn,
    bool ExemptionClaimed,
    string? CannotComputeBecause)
{
    internal Sen2Origins Origins { get; init; } = new(null, null, null, null);

    /// <summary>Id of the request, the review or the appeal that a fact is about.</summary>
    internal static string ProcessOf(Fact fact) => FactCatalogue.Of(fact).ProcessId(fact);
}

/// <param name="Code">Y yes, N no, A not yet decided, W withdrawn or ceased, H decided before the collection's year.</param>
/// <param name="On">When the family was told, or the plan was sent; null for A, W and H, and where it is not known.</param>
internal readonly record struct Sen2Outcome(char Code, DateOnly? On);

/// <summary>One request in a collection.</summary>
/// <param name="Facts">What it is made from.</param>
/// <param name="Request">Whether there was an assessment.</param>
/// <param name="Assessment">Whether there was a plan; null where nothing was to be assessed.</param>
internal sealed record Sen2Record(Sen2Facts Facts, Sen2Outcome Request, Sen2Outcome? Assessment)
{
    /// <summary>What stands for the request id of a plan whose making is not recorded here.</summary>
    internal const string OfPlanHeld = "plan-held";

    /// <summary>The plan that came of it; null where there is none, or it ceased before the year.</summary>
    internal Sen2Plan? Plan { get; init; }

    /// <summary>Mediation and tribunal.</summary>
    internal Sen2Disputes Disputes { get; init; } = Sen2Disputes.NotTold;

    /// <summary>What joins its rows from blade to blade: the same from one export to the next.</summary>
    internal string Key => $"{Facts.CaseReference}.{Facts.RequestId}";

    /// <summary>A plan that is active, or ceased in the year, and was decided on before it: H in both modules. DfE wants nothing more of them.</summary>
    internal static Sen2Record OfPlan(Sen2Facts facts, Sen2Plan plan) => new(facts, new('H', null), new('H', null)) { Plan = plan };

    /// <summary>Whether DfE wants no date of receipt: both decisions lie before the year.</summary>
    internal bool IsHistorical => Request.Code == 'H' && Assessment is { Code: 'H' };

    /// <summary>What it is in the collection; null when it is not in it: received later, or ended before its year.</summary>
    internal static Sen2Record? Of(Sen2Facts facts, Sen2Year year)
    {
        if (facts.ReceivedOn > year.Last)
        {
            return null;
        }

        // What happened after the year is in the next collection; what has no date is taken as it is, and told by the checks.
        var assess = facts.AssessmentDecidedOn > year.Last ? null : facts.AssessmentDecision;
        var issue = facts.IssueDecidedOn > year.Last ? null : facts.IssueDecision;
        var sentOn = facts.PlanSentOn > year.Last ? null : facts.PlanSentOn;
        var closedOn = facts.ClosedOn > year.Last ? null : facts.ClosedOn;
        var assessed = assess == "assess" || issue is not null || sentOn is not null;

        // A refusal keeps its outcome and its date when it is reversed, by whatever follows.
        var (refusedOn, notIssuedOn) = (facts.Origins.RefusedToAssessOn, facts.Origins.RefusedToIssueOn);
        var request = assess switch
        {
            _ when refusedOn <= year.Last => new Sen2Outcome('N', refusedOn),
            "assess" => new('Y', facts.AssessmentDecidedOn),
            "refuse" => new('N', facts.AssessmentDecidedOn),
            _ when assessed => new('Y', null),
            _ => new(closedOn is null ? 'A' : 'W', null),
        };

        Sen2Outcome? assessment = !assessed && !(notIssuedOn <= year.Last) ? null
            : notIssuedOn <= year.Last ? new('N', notIssuedOn)
            : issue == "not-issue" ? new('N', facts.IssueDecidedOn)
            : sentOn is not null ? new('Y', sentOn)
            : closedOn is not null ? new('W', null)
            : new(issue == "issue" ? 'Y' : 'A', null);

        var ended = assessment is { } last
            ? last.Code == 'W' ? closedOn : last.Code == 'N' && sentOn > last.On ? sentOn : IsDecidedAnew(last) ? closedOn : last.On
            : request.Code == 'W' ? closedOn : request.Code == 'N' ? request.On : null;
        return ended < year.First ? null : new(facts, Historical(request, year), assessment is { } told ? Historical(told, year) : null);

        // The plan that follows a reversed refusal is still to come.
        bool IsDecidedAnew(Sen2Outcome outcome) => outcome.Code == 'N' && notIssuedOn is not null;
    }

    private static Sen2Outcome Historical(Sen2Outcome outcome, Sen2Year year) => outcome.On < year.First ? new('H', null) : outcome;
}

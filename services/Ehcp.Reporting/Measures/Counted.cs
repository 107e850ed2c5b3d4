using Ehcp.Contracts;

namespace Ehcp.Reporting.Measures;

/// <summary>One request counted once in one measure.</summary>
/// <param name="Slot">Outcome and flags as one number: see <see cref="Slots"/>.</param>
/// <param name="Day">The day it is counted by; <see cref="NoDay"/> when that is not recorded.</param>
internal readonly record struct Counted(Measure Measure, int Slot, string Authority, DateOnly Day, string? Team, string? Area, string? Need)
{
    /// <summary>PostgreSQL's <c>-infinity</c>: in no period that begins or ends.</summary>
    internal static DateOnly NoDay => DateOnly.MinValue;

    /// <summary>Everything that a request counts as while it is known like this.</summary>
    internal static IEnumerable<Counted> Of(string authority, KnownRequest request)
    {
        yield return In(Measure.RequestsReceived, Slots.Of(TwentyWeeks.Of(request), request.ExemptionClaimed), request.ReceivedOn ?? NoDay);
        if (request.PlanSentOn is { } sentOn)
        {
            yield return In(Measure.PlansIssued, Slots.Of(TwentyWeeks.Of(sentOn, request), request.ExemptionClaimed, request.AfterMediationOrTribunal), sentOn);
        }

        if (request.AssessmentDecidedOn is { } decidedOn)
        {
            yield return In(Measure.DecisionsToAssess, Slots.Of(TwentyWeeks.Of(decidedOn, request, TwentyWeeks.DecisionDays)), decidedOn);
        }

        if (request is { IssueDecision: "not-issue", IssueDecidedOn: { } refusedOn })
        {
            yield return In(Measure.RefusalsToIssue, Slots.Of(TwentyWeeks.Of(refusedOn, request, TwentyWeeks.RefusalDays)), refusedOn);
        }

        Counted In(Measure measure, int slot, DateOnly day) => new(measure, slot, authority, day, request.Team, request.Area, request.PrimaryNeed);
    }

    /// <summary>Everything that a review counts as while it is known like this.</summary>
    internal static IEnumerable<Counted> Of(string authority, KnownReview review)
    {
        if (review.DecidedOn is { } decidedOn)
        {
            yield return In(Measure.ReviewDecisions, Reviews.Of(decidedOn, review, Reviews.DecisionDays), decidedOn);
        }

        if (review.AmendedPlanSentOn is { } sentOn)
        {
            yield return In(Measure.AmendedPlans, Reviews.Of(sentOn, review, Reviews.AmendedPlanDays), sentOn);
        }

        Counted In(Measure measure, DecisionOutcome outcome, DateOnly day) => new(measure, Slots.Of(outcome), authority, day, review.Team, review.Area, review.PrimaryNeed);
    }
}

using Ehcp.Contracts;

namespace Ehcp.Reporting.Measures;

/// <summary>What a review counts as. <see cref="Slots"/> says it again for the database.</summary>
internal static class Reviews
{
    /// <summary>Four weeks from the meeting for notice of the decision: reg. 20(10), 21(10).</summary>
    internal const int DecisionDays = 28;

    /// <summary>Twelve weeks from the meeting for the amended plan: R (L, M, P) v Devon CC [2022] EWHC 493 (Admin).</summary>
    internal const int AmendedPlanDays = 84;

    internal static DecisionOutcome Of(DateOnly on, KnownReview review, int days) =>
        !review.DatesUsable || review.MeetingHeldOn is not { } heldOn || on < heldOn ? DecisionOutcome.UnusableDates
        : on <= heldOn.AddDays(days) ? DecisionOutcome.InTime
        : DecisionOutcome.Late;
}

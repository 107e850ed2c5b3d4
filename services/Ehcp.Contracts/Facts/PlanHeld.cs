namespace Ehcp.Contracts;

/// <summary>The authority holds a plan whose making is not recorded here, as at go-live. It starts no request; the reviews of the plan follow from its
/// dates.</summary>
/// <param name="HeldOn">London date at which it is held.</param>
/// <param name="MadeOn">When the plan was first made.</param>
/// <param name="LastReviewedOn">Day of the last decision after a review.</param>
public sealed record PlanHeld(DateOnly HeldOn, DateOnly? MadeOn = null, DateOnly? LastReviewedOn = null) : Fact;

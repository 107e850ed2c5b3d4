namespace Ehcp.Contracts;

/// <summary>A decision was reversed; its original date stays in the figures.</summary>
/// <param name="Reversed">The decision reversed.</param>
/// <param name="EffectiveOn">London date it took effect.</param>
/// <param name="By">By what route; absent: unknown. R (W) v Hertfordshire CC [2023] EWHC 3138 (Admin).</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record DecisionReversed(DisputedDecision Reversed, DateOnly EffectiveOn, ReversalRoute? By = null, string? AppealId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>A decision was reversed; its original date stays in the figures.</summary>
/// <param name="Reversed">The decision reversed.</param>
/// <param name="EffectiveOn">London date it took effect.</param>
/// <param name="By">By what route; absent: unknown. R (W) v Hertfordshire CC [2023] EWHC 3138 (Admin).</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
/// <param name="DirectedTo">Last day that the tribunal directed in place of the period of the regulations; may lie ahead. Reg. 44(1).</param>
/// <param name="DirectedFor">What that day is for; absent: for the last thing that the order demands.</param>
/// <param name="RequestId">The request that it is about, where the source knows; absent: the dates must tell.</param>
public sealed record DecisionReversed(
    DisputedDecision Reversed,
    DateOnly EffectiveOn,
    ReversalRoute? By = null,
    string? AppealId = null,
    DateOnly? DirectedTo = null,
    DirectedStep? DirectedFor = null,
    string? RequestId = null) : Fact;

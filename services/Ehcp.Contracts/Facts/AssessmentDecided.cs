namespace Ehcp.Contracts;

/// <summary>The family was notified whether there will be an assessment. Reg. 5(1).</summary>
/// <param name="Decision"><c>assess</c> or <c>refuse</c>.</param>
/// <param name="NotifiedOn">London date the family was notified.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record AssessmentDecided(AssessmentDecision Decision, DateOnly NotifiedOn, string? RequestId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>The family was notified whether there will be a re-assessment. Reg. 25(1).</summary>
/// <param name="Decision">The decision.</param>
/// <param name="NotifiedOn">London date the family was notified.</param>
/// <param name="ReassessmentId">The re-assessment within the case; absent means <c>1</c>.</param>
public sealed record ReassessmentDecided(AssessmentDecision Decision, DateOnly NotifiedOn, string? ReassessmentId = null) : Fact;

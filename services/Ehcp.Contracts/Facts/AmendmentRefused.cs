namespace Ehcp.Contracts;

/// <summary>After a re-assessment the authority told the family that it will neither amend nor replace the plan. CFA s. 51(2)(e).</summary>
/// <param name="NotifiedOn">London date the family was told.</param>
/// <param name="ReassessmentId">The re-assessment within the case; absent means <c>1</c>.</param>
public sealed record AmendmentRefused(DateOnly NotifiedOn, string? ReassessmentId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>The authority reconsidered as the tribunal ordered, and told the family. Reg. 44(2)(d).</summary>
/// <param name="NotifiedOn">London date the family was told.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record DecisionReconsidered(DateOnly NotifiedOn, string? AppealId = null) : Fact;

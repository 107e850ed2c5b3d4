namespace Ehcp.Contracts;

/// <summary>The family was notified of the decision after a review. Reg. 20(10), 21(10).</summary>
/// <param name="Decision">The decision.</param>
/// <param name="NotifiedOn">London date the family was notified.</param>
/// <param name="ReviewId">The review within the case; absent means <c>1</c>.</param>
/// <param name="PhaseTransferYear">Year of the transfer between phases for which the plan, as decided, names the setting; absent: it is about no
/// transfer.</param>
public sealed record ReviewDecided(ReviewDecision Decision, DateOnly NotifiedOn, string? ReviewId = null, int? PhaseTransferYear = null) : Fact;

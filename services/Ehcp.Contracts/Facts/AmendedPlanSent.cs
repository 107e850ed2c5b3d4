namespace Ehcp.Contracts;

/// <summary>The amended plan was sent. Reg. 22(3).</summary>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="ReviewId">The review within the case; absent means <c>1</c>.</param>
/// <param name="PhaseTransferYear">Year of the transfer between phases for which it names the setting; absent: it is about no transfer.</param>
public sealed record AmendedPlanSent(DateOnly SentOn, string? ReviewId = null, int? PhaseTransferYear = null) : Fact;

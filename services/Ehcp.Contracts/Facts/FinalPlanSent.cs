namespace Ehcp.Contracts;

/// <summary>The finalised plan was sent: the end of the 20 weeks. Reg. 13(2): the duty is to send.</summary>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="SignedOn">London date it was signed; no limit depends on it.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
/// <param name="PhaseTransferYear">Year of the transfer between phases for which it names the setting; absent: it is about no transfer.</param>
public sealed record FinalPlanSent(DateOnly SentOn, DateOnly? SignedOn = null, string? RequestId = null, int? PhaseTransferYear = null) : Fact;

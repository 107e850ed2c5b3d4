namespace Ehcp.Contracts;

/// <summary>Mediation ended; the mediation adviser then owes the family a certificate. Reg. 39.</summary>
/// <param name="EndedOn">London date it ended.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record MediationEnded(DateOnly EndedOn, string? AppealId = null) : Fact;

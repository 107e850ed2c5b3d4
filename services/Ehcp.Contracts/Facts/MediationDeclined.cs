namespace Ehcp.Contracts;

/// <summary>The family told the mediation adviser that it will not mediate; the adviser then owes it a certificate. Reg. 34.</summary>
/// <param name="ToldOn">London date the adviser was told.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record MediationDeclined(DateOnly ToldOn, string? AppealId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>The family asked for mediation. Reg. 36.</summary>
/// <param name="RequestedOn">London date the authority was told.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record MediationRequested(DateOnly RequestedOn, string? AppealId = null) : Fact;

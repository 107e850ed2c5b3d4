namespace Ehcp.Contracts;

/// <summary>A mediation meeting was held with the family. Reg. 36.</summary>
/// <param name="HeldOn">London date of the meeting.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record MediationHeld(DateOnly HeldOn, string? AppealId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>The appeal ended without an order that the authority must carry out.</summary>
/// <param name="EndedOn">London date it ended.</param>
/// <param name="How">How it ended.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record AppealEnded(DateOnly EndedOn, AppealEnding How, string? AppealId = null) : Fact;

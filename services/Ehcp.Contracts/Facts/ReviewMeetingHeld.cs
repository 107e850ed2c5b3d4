namespace Ehcp.Contracts;

/// <summary>A review meeting was held. Regs 20, 21.</summary>
/// <param name="HeldOn">London date of the meeting.</param>
/// <param name="ReviewId">The review within the case; absent means <c>1</c>.</param>
public sealed record ReviewMeetingHeld(DateOnly HeldOn, string? ReviewId = null) : Fact;

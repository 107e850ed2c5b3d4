namespace Ehcp.Contracts;

/// <summary>Notice of a review meeting was sent, with what is to be considered at it. Regs 20(3), (4) and 21(3), (4).</summary>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="ReviewId">The review within the case; absent means <c>1</c>.</param>
public sealed record ReviewNoticeSent(DateOnly SentOn, string? ReviewId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>The notice of proposed amendments was sent. Reg. 22(2)(a).</summary>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="ReviewId">The review within the case; absent means <c>1</c>.</param>
public sealed record AmendmentNoticeSent(DateOnly SentOn, string? ReviewId = null) : Fact;

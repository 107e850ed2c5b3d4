namespace Ehcp.Contracts;

/// <summary>The report of a review meeting was sent. Reg. 20(8), 21(7).</summary>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="ReviewId">The review within the case; absent means <c>1</c>.</param>
public sealed record ReviewReportSent(DateOnly SentOn, string? ReviewId = null) : Fact;

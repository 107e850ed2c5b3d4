namespace Ehcp.Contracts;

/// <summary>The authority received a request for a re-assessment. Reg. 25(1).</summary>
/// <param name="ReceivedOn">London date of receipt.</param>
/// <param name="ReassessmentId">The re-assessment within the case; absent means <c>1</c>.</param>
public sealed record ReassessmentRequested(DateOnly ReceivedOn, string? ReassessmentId = null) : Fact;

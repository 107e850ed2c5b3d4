namespace Ehcp.Contracts;

/// <summary>The request ended without a plan for a reason other than a decision.</summary>
/// <param name="ClosedOn">London date.</param>
/// <param name="Reason">Why.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record RequestClosed(DateOnly ClosedOn, ClosingReason Reason, string? RequestId = null) : Fact;

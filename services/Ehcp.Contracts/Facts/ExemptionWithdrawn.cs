namespace Ehcp.Contracts;

/// <summary>A claim was withdrawn; of claim and withdrawal the newest stands.</summary>
/// <param name="ExemptionId">The claim.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record ExemptionWithdrawn(string ExemptionId, string? RequestId = null) : Fact;

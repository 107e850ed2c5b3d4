namespace Ehcp.Contracts;

/// <summary>The authority asked a body for advice. Reg. 6(1); the body has 6 weeks, reg. 8(1).</summary>
/// <param name="AdviceId">This piece of advice within the request.</param>
/// <param name="AdviceType">Whose advice.</param>
/// <param name="RequestedOn">London date the body received the request.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record AdviceRequested(string AdviceId, AdviceType AdviceType, DateOnly RequestedOn, string? RequestId = null) : Fact;

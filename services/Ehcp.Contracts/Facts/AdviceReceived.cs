namespace Ehcp.Contracts;

/// <summary>A body gave its advice.</summary>
/// <param name="AdviceId">This piece of advice within the request.</param>
/// <param name="AdviceType">Whose advice.</param>
/// <param name="ReceivedOn">London date the advice arrived.</param>
/// <param name="RequestId">The request within the case; absent means <c>1</c>.</param>
public sealed record AdviceReceived(string AdviceId, AdviceType AdviceType, DateOnly ReceivedOn, string? RequestId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>The family appealed.</summary>
/// <param name="ReceivedOn">London date the authority learnt of it.</param>
/// <param name="Against">The decision appealed against.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record AppealReceived(DateOnly ReceivedOn, DisputedDecision Against, string? AppealId = null) : Fact;

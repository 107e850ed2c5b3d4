namespace Ehcp.Contracts;

/// <summary>The family appealed.</summary>
/// <param name="ReceivedOn">London date the authority learnt of it.</param>
/// <param name="Against">The decision appealed against.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
/// <param name="LodgedOn">London date the tribunal received it, up to 5 pm; the authority learns of it later.</param>
/// <param name="RequestId">The request that it is about, where the source knows; absent: the dates must tell.</param>
public sealed record AppealReceived(
    DateOnly ReceivedOn, DisputedDecision Against, string? AppealId = null, DateOnly? LodgedOn = null, string? RequestId = null) : Fact;

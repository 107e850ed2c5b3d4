namespace Ehcp.Contracts;

/// <summary>The authority told the tribunal it will not oppose the appeal. Reg. 45.</summary>
/// <param name="NotifiedOn">London date the tribunal was told.</param>
/// <param name="Against">The decision appealed against.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
/// <param name="RequestId">The request that it is about, where the source knows; absent: the dates must tell.</param>
public sealed record AppealUnopposed(DateOnly NotifiedOn, DisputedDecision Against, string? AppealId = null, string? RequestId = null) : Fact;

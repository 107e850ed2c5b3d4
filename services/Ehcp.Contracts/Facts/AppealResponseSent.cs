namespace Ehcp.Contracts;

/// <summary>The authority sent its response to the appeal to the tribunal. Rule 21 of SI 2008/2699.</summary>
/// <param name="SentOn">London date it was sent.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record AppealResponseSent(DateOnly SentOn, string? AppealId = null) : Fact;

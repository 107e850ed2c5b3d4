namespace Ehcp.Contracts;

/// <summary>The authority told the school which plans need a review in the term. Code of Practice, para. 9.172.</summary>
/// <param name="SentOn">London date the list was sent.</param>
/// <param name="TermId">The term within the case; absent means <c>1</c>.</param>
public sealed record TermReviewsListed(DateOnly SentOn, string? TermId = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>A term starts before which the authority tells the school of this plan whether it needs a review. Code of Practice, para. 9.172.</summary>
/// <param name="StartsOn">First day of the term; may lie ahead.</param>
/// <param name="TermId">The term within the case; absent means <c>1</c>.</param>
public sealed record TermStarts(DateOnly StartsOn, string? TermId = null) : Fact;

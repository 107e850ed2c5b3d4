namespace Ehcp.Contracts;

/// <summary>The body answered the recommendations of the tribunal in writing. SI 2017/1306.</summary>
/// <param name="AnsweredOn">London date of the answer.</param>
/// <param name="About">Which care they are about.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record RecommendationsAnswered(DateOnly AnsweredOn, RecommendedCare About, string? AppealId = null) : Fact;

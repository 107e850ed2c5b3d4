namespace Ehcp.Contracts;

/// <summary>The tribunal recommended health or social care. SI 2017/1306.</summary>
/// <param name="MadeOn">London date of the recommendations.</param>
/// <param name="About">Which care they are about.</param>
/// <param name="AppealId">The appeal within the case; absent means <c>1</c>.</param>
public sealed record RecommendationsMade(DateOnly MadeOn, RecommendedCare About, string? AppealId = null) : Fact;

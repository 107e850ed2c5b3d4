namespace Ehcp.Contracts;

/// <summary>The authority's claim that a limit does not apply. It never pauses, extends or moves a date.</summary>
/// <param name="ExemptionId">Id of the claim within its request.</param>
/// <param name="Ground">Code of the ground.</param>
/// <param name="Disapplies">Whether the limit does not apply because of it.</param>
/// <param name="Standing"><c>proven</c> by its dates, <c>unproven</c> without them, <c>disproved</c> by them, or <c>not-allowed</c> for this limit.</param>
/// <param name="Why">The reason for the standing, as a sentence.</param>
public sealed record ClaimedExemption(string ExemptionId, string Ground, bool Disapplies, string Standing, string? Why = null);

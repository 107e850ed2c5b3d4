namespace Ehcp.Contracts;

/// <summary>The authority's claim that a limit does not apply. It never pauses, extends or moves a date.</summary>
/// <param name="ExemptionId">Id of the claim within its request.</param>
/// <param name="Ground">Code of the ground.</param>
/// <param name="Disapplies">Whether the limit does not apply because of it.</param>
/// <param name="Standing"><c>proven</c> by its dates, <c>unproven</c> without them, <c>disproved</c> by them, or <c>not-allowed</c> for this limit.</param>
/// <param name="Why">The reason for the standing, as a sentence.</param>
/// <param name="FamilyToldOn">When the family was told of it; null while no event says that they were.</param>
/// <param name="DecidedOn">When the authority decided to claim it; where the event does not say, the London day on which its source recorded it.</param>
public sealed record ClaimedExemption(
    string ExemptionId,
    string Ground,
    bool Disapplies,
    string Standing,
    string? Why = null,
    DateOnly? FamilyToldOn = null,
    DateOnly? DecidedOn = null);

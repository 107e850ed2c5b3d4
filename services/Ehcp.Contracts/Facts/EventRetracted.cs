namespace Ehcp.Contracts;

/// <summary>An event of the same case is taken back: as if it had never been sent.</summary>
/// <param name="RetractedId">Id of the event taken back.</param>
/// <param name="RetractedSource">Its source; absent means the source of the retraction.</param>
/// <param name="Reason">Why.</param>
public sealed record EventRetracted(string RetractedId, string? RetractedSource = null, RetractionReason? Reason = null) : Fact;

namespace Ehcp.Contracts;

/// <summary>A fact in Intake's ledger.</summary>
/// <param name="Sequence">Its place in the ledger: rises, with gaps, and says nothing about the order of commits.</param>
/// <param name="Source">The system that recorded it: CloudEvents <c>source</c>.</param>
/// <param name="Id">Its id within <paramref name="Source"/>. Source and id together identify the event for ever.</param>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="CaseReference">The authority's reference of the case: CloudEvents <c>subject</c>, case matters.</param>
/// <param name="Time">When the source recorded it, UTC, in whole microseconds: of one key the newest wins.</param>
/// <param name="RecordedAt">When Intake recorded it, UTC, in whole microseconds: what any figure <i>as of</i> an instant goes by.</param>
/// <param name="Fact">The fact.</param>
public sealed record RecordedFact(
    long Sequence, string Source, string Id, string Authority, string CaseReference, DateTimeOffset Time, DateTimeOffset RecordedAt, Fact Fact) : ISourcedFact;

/// <summary>Facts entered the ledger. Sent by Intake, always; the Scheduler folds them into timelines. Order means nothing, and any may come again.</summary>
/// <param name="Facts">One to a few hundred facts of any cases.</param>
public sealed record FactsRecorded(IReadOnlyList<RecordedFact> Facts);

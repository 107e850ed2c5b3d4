namespace Ehcp.Contracts;

/// <summary>
/// How many events the ledger recorded in each minute of a span that is over. Sent by Intake, always; Reporting counts its own facts by the same minutes,
/// and what agrees is complete. Order means nothing, any may come again, and spans overlap: of two numbers for a minute the greater stands, since nothing
/// leaves the ledger.
/// </summary>
/// <param name="From">First minute of the span, UTC, inclusive; 1970-01-01T00:00:00Z stands for the beginning of the ledger.</param>
/// <param name="To">End of the span, UTC, exclusive; a whole minute.</param>
/// <param name="Minutes">Minutes of the span in which events were recorded; in those not listed there were none.</param>
public sealed record MinutesRecorded(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RecordedMinute> Minutes);

/// <summary>One minute of the ledger.</summary>
/// <param name="Minute">Its beginning, UTC: it holds every <see cref="RecordedFact.RecordedAt"/> from there on and before the next minute.</param>
/// <param name="Events">Distinct events recorded in it, at least one.</param>
public sealed record RecordedMinute(DateTimeOffset Minute, int Events);

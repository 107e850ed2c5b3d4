using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>A case whose facts were folded in the transaction that is open.</summary>
/// <param name="Authority">Canonical ONS code.</param>
/// <param name="CaseReference">The authority's reference.</param>
/// <param name="Timeline">What all its facts amount to.</param>
/// <param name="FirstRecordedAt">When Intake recorded the first of them: what was late before then is history.</param>
internal sealed record FoldedCase(string Authority, string CaseReference, Timeline Timeline, DateTimeOffset FirstRecordedAt);

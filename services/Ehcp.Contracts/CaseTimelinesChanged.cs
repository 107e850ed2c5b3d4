using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>What is known of some cases changed. Sent by the Scheduler, always; Reporting keeps the highest version of each case.</summary>
/// <param name="Snapshots">One or more cases, each whole; a message is at most 1 MB.</param>
public sealed record CaseTimelinesChanged(IReadOnlyList<CaseSnapshot> Snapshots);

/// <summary>All that is known of one case: everything a figure or a page needs, and no address of a member of staff.</summary>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="CaseReference">The authority's reference of the case.</param>
/// <param name="Version">Which of two snapshots of the case stands.</param>
/// <param name="Facts">Every fact, by time, source and id; of <see cref="CaseAssigned"/> only the team.</param>
/// <param name="Deadlines">Every statutory clock as computed from all facts.</param>
/// <param name="History">Every request as known in each span of ledger time; by request, then by <see cref="KnownRequest.KnownFrom"/>.</param>
/// <param name="CannotCompute">What the facts leave undecided.</param>
/// <param name="Team">Team that holds the case.</param>
/// <param name="Area">Area of the authority.</param>
/// <param name="PrimaryNeed">SEN2 SENtype code.</param>
/// <param name="YearGroup">National Curriculum year.</param>
/// <param name="Setting">School or other setting.</param>
/// <param name="Reviews">Every review as known in each span of ledger time, by review, then by <see cref="KnownReview.KnownFrom"/>; null when there are
/// none.</param>
/// <param name="PassedTo">Where the case is now; null while it is here. What it was here stays in the history, and nothing runs any more.</param>
/// <param name="CameFrom">Where it was before, the first holder first; null when it was always here.</param>
public sealed record CaseSnapshot(
    string Authority,
    string CaseReference,
    SnapshotVersion Version,
    IReadOnlyList<SnapshotFact> Facts,
    IReadOnlyList<Clock> Deadlines,
    IReadOnlyList<KnownRequest> History,
    IReadOnlyList<Uncomputed> CannotCompute,
    string? Team = null,
    string? Area = null,
    string? PrimaryNeed = null,
    int? YearGroup = null,
    string? Setting = null,
    IReadOnlyList<KnownReview>? Reviews = null,
    CasePlace? PassedTo = null,
    IReadOnlyList<CasePlace>? CameFrom = null);

/// <summary>Where a case is, or was.</summary>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="CaseReference">The authority's reference of the case.</param>
/// <param name="HeldTo">Last day, inclusive, on which it was there; null where it is now.</param>
public sealed record CasePlace(string Authority, string CaseReference, DateOnly? HeldTo = null);

/// <summary>An authority that held a case before the one that holds it now.</summary>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="HeldTo">Last day, inclusive, on which it held it: what was done up to then counts as its own.</param>
public sealed record FormerHolder(string Authority, DateOnly HeldTo);

/// <summary>Not a counter, so that a rebuild or a restore gives the same version again. Compared by rules, then by facts, then by calendar.</summary>
/// <param name="Rules">Release of the rules it was computed under: a year, a dot and a number, e.g. <c>2026.1</c>, compared as numbers.</param>
/// <param name="Facts">Number of distinct facts folded.</param>
/// <param name="Calendar">Edition of the list of bank holidays it was computed by, compared character by character; null is the lowest, from a Scheduler that
/// did not say.</param>
public sealed record SnapshotVersion(string Rules, int Facts, string? Calendar = null);

/// <summary>A fact within a snapshot.</summary>
/// <param name="Source">The system that recorded it.</param>
/// <param name="Id">Its id within its source.</param>
/// <param name="Time">When the source recorded it, UTC.</param>
/// <param name="RecordedAt">When Intake recorded it, UTC.</param>
/// <param name="Fact">The fact.</param>
public sealed record SnapshotFact(string Source, string Id, DateTimeOffset Time, DateTimeOffset RecordedAt, Fact Fact) : ISourcedFact;

/// <summary>One request as it was known during a span of ledger time: what every figure is counted from.</summary>
/// <param name="RequestId">Id of the request within its case.</param>
/// <param name="KnownFrom">First instant of the span, UTC, inclusive.</param>
/// <param name="KnownTo">End of the span, UTC, exclusive; null while it is what is known now.</param>
/// <param name="ReceivedOn">London date of receipt or of becoming responsible.</param>
/// <param name="ReceivedOnUsable">Whether the 20 weeks can be measured from it.</param>
/// <param name="AssessmentDecidedOn">Day the family was notified whether there will be an assessment.</param>
/// <param name="AssessmentDecision"><c>assess</c> or <c>refuse</c>.</param>
/// <param name="IssueDecidedOn">Day the family was notified whether a plan will be issued.</param>
/// <param name="IssueDecision"><c>issue</c> or <c>not-issue</c>.</param>
/// <param name="PlanSentOn">Day the final plan was sent.</param>
/// <param name="ClosedOn">Day the request was closed without a plan.</param>
/// <param name="ClosedReason">Why.</param>
/// <param name="ExemptionClaimed">Whether an exemption is claimed on <c>final-plan</c>.</param>
/// <param name="CannotComputeBecause">Why the 20 weeks cannot be computed; null when they can.</param>
/// <param name="AwaitedAdvice">Types of advice asked for and not received; null when none.</param>
/// <param name="AwaitsSetting">Whether a consulted institution has not answered.</param>
/// <param name="RepresentationsTo">Last day of the family's days on the draft plan.</param>
/// <param name="Team">Team that held the case.</param>
/// <param name="Area">Area.</param>
/// <param name="PrimaryNeed">SEN2 SENtype code.</param>
/// <param name="AfterMediationOrTribunal">Whether the case knows of mediation or of a tribunal between the receipt and the plan.</param>
/// <param name="ReopenedOn">Day on which a refusal was reversed, so that one of that day or before no longer stands; null when none was.</param>
/// <param name="PlanLastDay">Last day in time for the plan, included, as the law then stood: after a reversal the limit that follows from it, else the 20
/// weeks. Null when it cannot be said.</param>
/// <param name="HeldBefore">Authorities that held it before this one, the first first; null when there were none.</param>
public sealed record KnownRequest(
    string RequestId,
    DateTimeOffset KnownFrom,
    DateTimeOffset? KnownTo = null,
    DateOnly? ReceivedOn = null,
    bool ReceivedOnUsable = false,
    DateOnly? AssessmentDecidedOn = null,
    string? AssessmentDecision = null,
    DateOnly? IssueDecidedOn = null,
    string? IssueDecision = null,
    DateOnly? PlanSentOn = null,
    DateOnly? ClosedOn = null,
    string? ClosedReason = null,
    bool ExemptionClaimed = false,
    string? CannotComputeBecause = null,
    IReadOnlyList<string>? AwaitedAdvice = null,
    bool AwaitsSetting = false,
    DateOnly? RepresentationsTo = null,
    string? Team = null,
    string? Area = null,
    string? PrimaryNeed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AfterMediationOrTribunal = false,
    DateOnly? ReopenedOn = null,
    DateOnly? PlanLastDay = null,
    IReadOnlyList<FormerHolder>? HeldBefore = null);

/// <summary>One review of a plan as it was known during a span of ledger time.</summary>
/// <param name="ReviewId">Id of the review within its case.</param>
/// <param name="KnownFrom">First instant of the span, UTC, inclusive.</param>
/// <param name="KnownTo">End of the span, UTC, exclusive; null while it is what is known now.</param>
/// <param name="MeetingHeldOn">London date of the review meeting.</param>
/// <param name="DatesUsable">Whether time can be measured from the meeting.</param>
/// <param name="DecidedOn">Day the family was notified of the decision.</param>
/// <param name="Decision"><c>maintain</c>, <c>amend</c> or <c>cease</c>.</param>
/// <param name="AmendedPlanSentOn">Day the amended plan was sent.</param>
/// <param name="Team">Team that held the case.</param>
/// <param name="Area">Area.</param>
/// <param name="PrimaryNeed">SEN2 SENtype code.</param>
/// <param name="HeldBefore">Authorities that held it before this one, the first first; null when there were none.</param>
public sealed record KnownReview(
    string ReviewId,
    DateTimeOffset KnownFrom,
    DateTimeOffset? KnownTo = null,
    DateOnly? MeetingHeldOn = null,
    bool DatesUsable = false,
    DateOnly? DecidedOn = null,
    string? Decision = null,
    DateOnly? AmendedPlanSentOn = null,
    string? Team = null,
    string? Area = null,
    string? PrimaryNeed = null,
    IReadOnlyList<FormerHolder>? HeldBefore = null);

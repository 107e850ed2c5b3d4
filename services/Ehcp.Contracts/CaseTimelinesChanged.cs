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
/// <param name="Reviews">Every review as known in each span of ledger time, by review, then by <see cref="KnownReview.KnownFrom"/>; null when there are none.</param>
public sealed record CaseSnapshot(
    string Authority,
    string CaseReference,
    SnapshotVersion Version,
    IReadOnlyList<SnapshotFact> Facts,
    IReadOnlyList<CaseDeadline> Deadlines,
    IReadOnlyList<KnownRequest> History,
    IReadOnlyList<Uncomputed> CannotCompute,
    string? Team = null,
    string? Area = null,
    string? PrimaryNeed = null,
    int? YearGroup = null,
    string? Setting = null,
    IReadOnlyList<KnownReview>? Reviews = null);

/// <summary>Not a counter, so that a rebuild or a restore gives the same version again. Compared by rules, then by facts, then by calendar.</summary>
/// <param name="Rules">Release of the rules it was computed under: a year, a dot and a number, e.g. <c>2026.1</c>, compared as numbers.</param>
/// <param name="Facts">Number of distinct facts folded.</param>
/// <param name="Calendar">Edition of the list of bank holidays it was computed by, compared character by character; null is the lowest, from a Scheduler that did not say.</param>
public sealed record SnapshotVersion(string Rules, int Facts, string? Calendar = null);

/// <summary>A fact within a snapshot.</summary>
/// <param name="Source">The system that recorded it.</param>
/// <param name="Id">Its id within its source.</param>
/// <param name="Time">When the source recorded it, UTC.</param>
/// <param name="RecordedAt">When Intake recorded it, UTC.</param>
/// <param name="Fact">The fact.</param>
public sealed record SnapshotFact(string Source, string Id, DateTimeOffset Time, DateTimeOffset RecordedAt, Fact Fact) : ISourcedFact;

/// <summary>One statutory clock. It holds nothing that depends on the day it is read, and no text: the rule's id and its inputs explain it.</summary>
/// <param name="Milestone">What must be done, e.g. <c>final-plan</c>.</param>
/// <param name="Clock">The process it belongs to: the request id and so on. Where one process has several of a milestone a slash and a second id follow, e.g. that of the advice; where several kinds of event start one, the event's type and a slash stand before.</param>
/// <param name="Rule">Id of the rule that computed it.</param>
/// <param name="Trigger">Type of the event that started it, without prefix and version.</param>
/// <param name="StartedOn">Date of that event; null when disputed.</param>
/// <param name="LastDay">The last day in time, inclusive; null when it cannot be computed.</param>
/// <param name="EndedOn">Day of its own outcome.</param>
/// <param name="ClosedOn">Day another outcome of its process closed it.</param>
/// <param name="ClosedBy">Type of the event that closed it.</param>
/// <param name="Exemptions">Claims that stand and name the milestone; null when there are none.</param>
/// <param name="CannotComputeBecause">Why it cannot be computed; null when it can.</param>
/// <param name="SecondDate">The second date the rule counts from, e.g. the day of a move; null when it counts from one.</param>
/// <param name="Reopened">How a refusal that had closed it was reversed: <c>conceded</c> or <c>unknown</c>; null when none was.</param>
public sealed record CaseDeadline(
    string Milestone,
    string Clock,
    string Rule,
    string Trigger,
    DateOnly? StartedOn = null,
    DateOnly? LastDay = null,
    DateOnly? EndedOn = null,
    DateOnly? ClosedOn = null,
    string? ClosedBy = null,
    IReadOnlyList<ClaimedExemption>? Exemptions = null,
    string? CannotComputeBecause = null,
    DateOnly? SecondDate = null,
    string? Reopened = null);

/// <summary>The authority's claim that a limit does not apply. It never moves a date.</summary>
/// <param name="ExemptionId">Id of the claim within its request.</param>
/// <param name="Ground">Code of the ground.</param>
/// <param name="Disapplies">Whether the limit does not apply because of it.</param>
/// <param name="Standing"><c>proven</c>, <c>unproven</c>, <c>disproved</c> or <c>not-allowed</c>.</param>
/// <param name="Why">The reason for the standing, as a sentence.</param>
public sealed record ClaimedExemption(string ExemptionId, string Ground, bool Disapplies, string Standing, string? Why = null);

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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool AfterMediationOrTribunal = false);

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
    string? PrimaryNeed = null);

/// <summary>Something the facts leave undecided; told, counted, never guessed.</summary>
/// <param name="Subject">What, e.g. <c>request 1</c>.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record Uncomputed(string Subject, string Reason);

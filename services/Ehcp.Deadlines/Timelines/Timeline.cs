using System.Collections.Immutable;
using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>What the facts of one case amount to in law. It holds nothing that depends on the day it is read.</summary>
/// <param name="Clocks">Every statutory clock, by process and then in the order of the timetable.</param>
/// <param name="Requests">Every request for an assessment, by request id.</param>
/// <param name="Description">Who holds the case and what figures break it down by.</param>
/// <param name="CannotCompute">What the facts leave undecided, with the reason; never guessed.</param>
public sealed record Timeline(
    ImmutableArray<Clock> Clocks,
    ImmutableArray<RequestProcess> Requests,
    CaseDescription Description,
    ImmutableArray<Uncomputed> CannotCompute)
{
    /// <summary>Every review of the plan, by review id.</summary>
    public ImmutableArray<ReviewProcess> Reviews { get; init; } = [];
}

/// <summary>One request for an EHC needs assessment and what was decided on it: what the published figures count.</summary>
/// <param name="RequestId">Id of the request within its case; <c>1</c> unless the source named another.</param>
/// <param name="ReceivedOn">London date of receipt, or of becoming responsible; null when no receipt is recorded.</param>
/// <param name="ReceivedOnUsable">False when the date of receipt is missing, disputed, or later than the plan's date, or when the plan's date is disputed: the
/// 20 weeks cannot then be measured.</param>
/// <param name="AssessmentDecidedOn">Day the family was notified whether there will be an assessment.</param>
/// <param name="AssessmentDecision"><c>assess</c> or <c>refuse</c>.</param>
/// <param name="IssueDecidedOn">Day the family was notified whether a plan will be issued.</param>
/// <param name="IssueDecision"><c>issue</c> or <c>not-issue</c>.</param>
/// <param name="PlanSentOn">Day the final plan was sent.</param>
/// <param name="ClosedOn">Day the request was closed without a plan.</param>
/// <param name="ClosedReason">Why: <c>withdrawn</c>, <c>moved-away</c> and so on.</param>
/// <param name="ExemptionClaimed">Whether a claim that stands names <c>final-plan</c>, whatever its ground or proof: SEN2's flag is the council's
/// claim.</param>
/// <param name="CannotComputeBecause">Why the 20 weeks of this request cannot be computed; null when they can.</param>
public sealed record RequestProcess(
    string RequestId,
    DateOnly? ReceivedOn,
    bool ReceivedOnUsable,
    DateOnly? AssessmentDecidedOn,
    string? AssessmentDecision,
    DateOnly? IssueDecidedOn,
    string? IssueDecision,
    DateOnly? PlanSentOn,
    DateOnly? ClosedOn,
    string? ClosedReason,
    bool ExemptionClaimed,
    string? CannotComputeBecause)
{
    /// <summary>Types of advice asked for and not received, each once, in ordinal order.</summary>
    public ImmutableArray<string> AwaitedAdvice { get; init; } = [];

    /// <summary>Whether a consulted institution has not answered.</summary>
    public bool AwaitsSetting { get; init; }

    /// <summary>
    /// Whether the case knows of mediation or of a tribunal about a refusal to assess or to issue, or about nothing it names, by a date on or after the
    /// receipt and, where a plan was sent, on or before that day: SEN2 items 2.5, 2.6 and their like of the assessment. A decision that the authority reversed
    /// by itself is neither.
    /// </summary>
    public bool AfterMediationOrTribunal { get; init; }

    /// <summary>Day on which a refusal of it was reversed, by whatever route; null when none was. A refusal of that day or before no longer stands.</summary>
    public DateOnly? ReopenedOn { get; init; }

    /// <summary>Last day in time for the plan, included, as the law now stands: after an order, an agreement or an unopposed appeal the limit that follows from
    /// it, else the 20 weeks. Null when it cannot be said.</summary>
    public DateOnly? PlanLastDay { get; init; }

    /// <summary>
    /// Day on which it came to an end: the plan was sent, it was refused and the refusal stands, or it was closed. Null while it is open, and where the day is
    /// not recorded. A plan outranks the refusal that was reversed on the way to it.
    /// </summary>
    public DateOnly? EndedOn =>
        PlanSentOn is { } sent ? sent
        : AssessmentDecision == Code.Of(Contracts.AssessmentDecision.Refuse) && Stands(AssessmentDecidedOn) ? AssessmentDecidedOn
        : IssueDecision == Code.Of(Contracts.IssueDecision.NotIssue) && Stands(IssueDecidedOn) ? IssueDecidedOn
        : ClosedOn;

    private bool Stands(DateOnly? refusedOn) => !(refusedOn <= ReopenedOn);
}

/// <summary>One review of a plan: what the published figures count of it. Regs 20 to 22.</summary>
/// <param name="ReviewId">Id of the review within its case; <c>1</c> unless the source named another.</param>
/// <param name="MeetingHeldOn">London date of the review meeting; null when none is recorded.</param>
/// <param name="DatesUsable">False when the meeting is missing, or when a source contradicts itself about a date of the review: nothing can then be measured
/// from the meeting.</param>
/// <param name="DecidedOn">Day the family was notified of the decision.</param>
/// <param name="Decision"><c>maintain</c>, <c>amend</c> or <c>cease</c>.</param>
/// <param name="AmendedPlanSentOn">Day the amended plan was sent.</param>
public sealed record ReviewProcess(
    string ReviewId, DateOnly? MeetingHeldOn, bool DatesUsable, DateOnly? DecidedOn, string? Decision, DateOnly? AmendedPlanSentOn)
{
    /// <summary>Day on which it came to an end: the decision, and of one to amend the amended plan. Null while it runs.</summary>
    public DateOnly? EndedOn => Decision == Code.Of(ReviewDecision.Amend) ? AmendedPlanSentOn : DecidedOn;
}

/// <summary>Who holds the case, and the values figures are broken down by; null where nobody said.</summary>
/// <param name="CaseOfficer">E-mail address of the case officer.</param>
/// <param name="Deputy">E-mail address of the deputy.</param>
/// <param name="Team">Team that holds the case.</param>
/// <param name="Area">Area of the authority.</param>
/// <param name="PrimaryNeed">SEN2 code of the primary need.</param>
/// <param name="YearGroup">National curriculum year.</param>
/// <param name="Setting">School or other setting.</param>
public sealed record CaseDescription(
    string? CaseOfficer, string? Deputy, string? Team, string? Area, string? PrimaryNeed, int? YearGroup, string? Setting);

using System.Collections.Immutable;
using Ehcp.Deadlines;

namespace Ehcp.Reporting.Measures;

/// <summary>What is counted by which day: the one catalogue of the figures. Sums, rates, their changes, words and files read it.</summary>
/// <param name="Code">Its name in addresses and answers.</param>
/// <param name="StoredAs">Its number in the database. None is given a new meaning.</param>
/// <param name="Rows">What a row of its answer is.</param>
/// <param name="Day">The day it is counted by, for the database; what has none does not count.</param>
/// <param name="DaysInTime">The last day in time is so many days after the day from which time is measured.</param>
/// <param name="Slots">What it tells apart.</param>
/// <param name="Words">What readers are told of it.</param>
internal sealed record Measure(string Code, short StoredAs, MeasureRows Rows, string Day, int DaysInTime, Slots Slots, MeasureWords Words)
{
    /// <summary>Fifty-two weeks: DfE publishes how many plans were later than the 20 weeks and no later than this.</summary>
    internal const int DaysOfYear = 7 * 52;

    /// <summary>Which rows of what is known it counts.</summary>
    public CountedRows Counts { get; init; } = CountedRows.Requests;

    /// <summary>The days that it took, for the database, so that there is a mean; null for a measure without one.</summary>
    public string? Days { get; init; }

    /// <summary>Whether part of what is counted is still open, and overdue from a day on: what is counted by days before it is told apart.</summary>
    internal bool TellsWhatIsOpen => Rows is MeasureRows.Requests or MeasureRows.Duties;

    /// <summary>
    /// Where a case passed from one authority to another: the day, for the database, on which the one held it for which this counts. Null, also as a value: for
    /// who holds it now.
    /// </summary>
    public string? DoneOn { get; init; } = Day;

    /// <summary>What else must be so of what counts, for the database; null for nothing.</summary>
    public string? OnlyWhen { get; init; }

    /// <summary>Final plans, by the day they were sent.</summary>
    internal static Measure PlansIssued { get; } = new(
        "plans-issued", 1, MeasureRows.Plans, "request.plan_sent_on", DaysOf("final-plan-2014"),
        Slots.Of<PlanOutcome>(
            $"""
            case request.outcome
              when 'plan-unusable-dates' then {(int)PlanOutcome.UnusableDates}
              when 'plan-in-time' then {(int)PlanOutcome.WithinTwentyWeeks}
              else case when request.plan_sent_on <= request.received_on + {DaysOfYear} then {(int)PlanOutcome.ToFiftyTwoWeeks}
                        else {(int)PlanOutcome.Later} end end
            """,
            exempt: 4, disputed: 8),
        new(
            "default: by the day the plan was sent", "ehcp-20-week-rates", "EHC plans issued within 20 weeks", "All EHC plans issued",
            RateDefinition.PlansIssued))
    { Days = "request.plan_sent_on - measured_from(request.received_on, request.received_on_usable)" };

    /// <summary>Requests, by the day they were received.</summary>
    internal static Measure RequestsReceived { get; } = new(
        "requests-received", 2, MeasureRows.Requests, "coalesce(request.received_on, '-infinity')", DaysOf("final-plan-2014"),
        Slots.Of<RequestOutcome>(
            $"""
            case request.outcome
              when 'plan-in-time' then {(int)RequestOutcome.InTime}
              when 'plan-late' then {(int)RequestOutcome.Late}
              when 'refused-to-assess' then {(int)RequestOutcome.RefusedToAssess}
              when 'refused-to-issue' then {(int)RequestOutcome.RefusedToIssue}
              when 'closed' then {(int)RequestOutcome.Closed}
              when 'plan-unusable-dates' then {(int)RequestOutcome.CannotCompute}
              else case when request.last_day is null then {(int)RequestOutcome.CannotCompute} else {(int)RequestOutcome.Open} end end
            """,
            exempt: 8),
        new(
            "by the day of receipt", "ehcp-requests-received", "What became of requests for an EHC needs assessment", "All requests received",
            RateDefinition.RequestsReceived))
    { DoneOn = null };

    /// <summary>Decisions whether to assess, by the day the family was notified.</summary>
    internal static Measure DecisionsToAssess { get; } = OfDecisions(
        "decisions-to-assess", 3, "request.assessment_decided_on", "decision-to-assess-2014",
        weeks => new(
            $"{weeks} weeks", "ehcp-decisions-to-assess", $"Decisions whether to assess within {weeks} weeks", "All decisions whether to assess",
            RateDefinition.DecisionsToAssess));

    /// <summary>Refusals to issue a plan, by the day the family was notified.</summary>
    internal static Measure RefusalsToIssue { get; } = OfDecisions(
        "refusals-to-issue", 4, "request.issue_decided_on", "refusal-to-issue-2014",
        weeks => new(
            $"{weeks} weeks", "ehcp-refusals-to-issue", $"Refusals to issue a plan within {weeks} weeks", "All decisions not to issue a plan",
            RateDefinition.RefusalsToIssue)) with
    { OnlyWhen = "request.issue_decision = 'not-issue'" };

    /// <summary>Decisions after a review, by the day the family was notified.</summary>
    internal static Measure ReviewDecisions { get; } = OfReviews(
        "review-decisions", 5, "review.decided_on", "review-decision-2014",
        weeks => new(
            $"{weeks} weeks from the meeting; all by the day of notice", "ehcp-review-decisions",
            $"Decisions after a review within {weeks} weeks of the meeting", "All decisions after a review", RateDefinition.ReviewDecisions));

    /// <summary>Amended plans, by the day they were sent. The 12 weeks are those of R (L, M, P) v Devon CC [2022] EWHC 493 (Admin).</summary>
    internal static Measure AmendedPlans { get; } = OfReviews(
        "amended-plans", 6, "review.amended_plan_sent_on", "amended-plan-after-review-2014",
        weeks => new(
            $"{weeks} weeks from the meeting, by the day sent", "ehcp-amended-plans", $"Amended plans within {weeks} weeks of the review meeting",
            "All amended plans", RateDefinition.AmendedPlans));

    /// <summary>
    /// Decisions whether to assess, by the day the request was received: DfE's basis of the six-week figure. Those that nobody has decided are in it.
    /// </summary>
    internal static Measure RequestsDecided { get; } = new(
        "requests-decided", 7, MeasureRows.Duties, "coalesce(request.received_on, '-infinity')", DaysOf("decision-to-assess-2014"),
        Slots.Of<DutyOutcome>($"""
            case when request.assessment_decided_on is not null then
                   case when request.assessment_decided_on >= measured_from(request.received_on, request.received_on_usable) then
                          case when request.assessment_decided_on
                                      <= measured_from(request.received_on, request.received_on_usable) + {DaysOf("decision-to-assess-2014")}
                               then {(int)DutyOutcome.InTime} else {(int)DutyOutcome.Late} end
                        else {(int)DutyOutcome.CannotCompute} end
                 when request.assessment_decision is not null then {(int)DutyOutcome.CannotCompute}
                 when request.outcome = 'closed' then {(int)DutyOutcome.Closed}
                 when request.outcome = 'open' and measured_from(request.received_on, request.received_on_usable) is not null then {(int)DutyOutcome.Open}
                 else {(int)DutyOutcome.CannotCompute} end
            """),
        new(
            "6 weeks, by the day of receipt", "ehcp-requests-decided", "Requests decided on within 6 weeks", "All requests received",
            DutyDefinition.RequestsDecided))
    { DoneOn = "request.assessment_decided_on" };

    /// <summary>Reviews of plans, by the last day of the twelve months in which each must be completed.</summary>
    internal static Measure AnnualReviews { get; } = OfDuties(
        "annual-reviews", 8, "annual-review",
        new(
            "12 months, by the last day", "ehcp-annual-reviews", "Reviews of plans completed within 12 months", "All reviews due",
            DutyDefinition.AnnualReviews));

    /// <summary>Transfers between phases of education, by the day by which the plan must be final.</summary>
    internal static Measure PhaseTransfers { get; } = OfDuties(
        "phase-transfers", 9, "phase-transfer",
        new(
            "final by the day, by that day", "ehcp-phase-transfers", "Plans final in time for a transfer between phases", "All transfers due",
            DutyDefinition.PhaseTransfers));

    /// <summary>Exemptions claimed, by the day of the claim, and whether the family was told.</summary>
    internal static Measure ExemptionsTold { get; } = OfDuties(
        "exemptions-told", 10, "exemption-told",
        new(
            "whether the family was told, by the day of the claim", "ehcp-exemptions-told", "Exemptions of which the family was told", "All exemptions claimed",
            DutyDefinition.ExemptionsTold)) with
    {
        // The Regulations set no number of days: who was told at all was told.
        Slots = Slots.Of<DutyOutcome>($"case when duty.done_on is not null then {(int)DutyOutcome.InTime} else {(int)DutyOutcome.Open} end"),
    };

    /// <summary>Refusals that were reversed, by the day of the reversal.</summary>
    internal static Measure RefusalsReversed { get; } = new(
        "refusals-reversed", 11, MeasureRows.Reversals, "request.reopened_on", 0,
        Slots.Of<ReversalOutcome>($"""
            case when request.assessment_decision = 'refuse' then 0 when request.issue_decision = 'not-issue' then 4 else 8 end
            + case when request.plan_sent_on is null then 0
                   when request.plan_last_day is null then 3
                   when request.plan_sent_on <= request.plan_last_day then 1
                   else 2 end
            """),
        new(
            "by the day of the reversal", "ehcp-refusals-reversed", "Refusals reversed", "All refusals reversed", DutyDefinition.RefusalsReversed));

    /// <summary>Every measure, in the order in which readers are told of them. A new one is one entry.</summary>
    internal static ImmutableArray<Measure> All { get; } =
    [
        PlansIssued, RequestsReceived, DecisionsToAssess, RequestsDecided, RefusalsToIssue, ReviewDecisions, AmendedPlans, AnnualReviews, PhaseTransfers,
        ExemptionsTold, RefusalsReversed,
    ];

    /// <summary>The same by their codes, in that order.</summary>
    internal static IReadOnlyDictionary<string, Measure> ByCode { get; } = All.ToDictionary(measure => measure.Code, StringComparer.Ordinal);

    /// <summary>What it means, in words that can be printed under it.</summary>
    /// <param name="settings">What the council has decided.</param>
    internal RateDefinition Definition(MeasureSettings settings) => Words.Definition(this, settings.LeavesOutDisputed);

    /// <summary>Decisions on a request, in time by a limit that is counted from its receipt.</summary>
    /// <param name="rule">Id of that limit.</param>
    internal static Measure OfDecisions(string code, short storedAs, string day, string rule, Func<int, MeasureWords> words) =>
        InTimeOrNot(code, storedAs, day, "measured_from(request.received_on, request.received_on_usable)", rule, words);

    /// <summary>Likewise after a review, from its meeting.</summary>
    internal static Measure OfReviews(string code, short storedAs, string day, string rule, Func<int, MeasureWords> words) =>
        InTimeOrNot(code, storedAs, day, "measured_from(review.meeting_held_on, review.dates_usable)", rule, words) with { Counts = CountedRows.Reviews };

    /// <summary>What must be done by a day, counted by that day: what is not done is in it.</summary>
    /// <param name="duty">Its name in <c>known_duty</c>.</param>
    internal static Measure OfDuties(string code, short storedAs, string duty, MeasureWords words) => new(
        code, storedAs, MeasureRows.Duties, "duty.due_on", 0,
        Slots.Of<DutyOutcome>($"""
            case when duty.done_on is not null then
                   case when duty.done_on <= duty.due_on then {(int)DutyOutcome.InTime} else {(int)DutyOutcome.Late} end
                 when duty.closed_on is not null then {(int)DutyOutcome.Closed}
                 else {(int)DutyOutcome.Open} end
            """),
        words)
    { Counts = CountedRows.Duties, DoneOn = "duty.done_on", OnlyWhen = $"duty.duty = '{duty}'" };

    // What was notified before its clock began says nothing of either date.
    private static Measure InTimeOrNot(string code, short storedAs, string day, string from, string rule, Func<int, MeasureWords> words) => new(
        code, storedAs, MeasureRows.Decisions, day, DaysOf(rule),
        Slots.Of<DecisionOutcome>($"""
            case when {day} >= {from} then
                   case when {day} <= {from} + {DaysOf(rule)} then {(int)DecisionOutcome.InTime} else {(int)DecisionOutcome.Late} end
                 else {(int)DecisionOutcome.UnusableDates} end
            """),
        words(DaysOf(rule) / 7));

    /// <summary>Days of a limit in weeks, from the timetable.</summary>
    internal static int DaysOf(string rule) => StatutoryTimetable.Shipped.Find(rule)?.Shape is WithinWeeksOf { Weeks: var weeks }
        ? 7 * weeks
        : throw new InvalidOperationException($"The timetable has no limit {rule} in weeks.");
}

/// <summary>What a row of an answer is.</summary>
internal enum MeasureRows
{
    /// <summary>Plans by how long they took, with and without exemptions.</summary>
    Plans,

    /// <summary>What became of requests.</summary>
    Requests,

    /// <summary>Decisions in time or not.</summary>
    Decisions,

    /// <summary>What was to be done: in time, late, not yet.</summary>
    Duties,

    /// <summary>Refusals that were reversed, and what came of them.</summary>
    Reversals,
}

/// <summary>Which rows of what is known a measure counts.</summary>
internal enum CountedRows
{
    /// <summary><c>known_request</c>.</summary>
    Requests,

    /// <summary><c>known_review</c>.</summary>
    Reviews,

    /// <summary><c>known_duty</c>.</summary>
    Duties,
}

/// <summary>How long a plan took. The numbers are stored.</summary>
internal enum PlanOutcome
{
    WithinTwentyWeeks = 0,
    ToFiftyTwoWeeks = 1,
    Later = 2,
    UnusableDates = 3,
}

/// <summary>What became of a request. Whether an open one is overdue depends on the day it is asked. The numbers are stored.</summary>
internal enum RequestOutcome
{
    InTime = 0,
    Late = 1,
    Open = 2,
    RefusedToAssess = 3,
    RefusedToIssue = 4,
    Closed = 5,
    CannotCompute = 6,
}

/// <summary>Whether a decision came in time. The numbers are stored.</summary>
internal enum DecisionOutcome
{
    InTime = 0,
    Late = 1,
    UnusableDates = 2,
}

/// <summary>How it stands with what was to be done. Whether an open one is overdue depends on the day it is asked. The numbers are stored.</summary>
internal enum DutyOutcome
{
    InTime = 0,
    Late = 1,
    Open = 2,
    Closed = 3,
    CannotCompute = 4,
}

/// <summary>
/// Which refusal was reversed, and whether a plan came of it by the limit that follows from the reversal. A refusal that another decision has replaced since
/// is no longer told. The numbers are stored.
/// </summary>
internal enum ReversalOutcome
{
    ToAssessNoPlan = 0,
    ToAssessPlanInTime = 1,
    ToAssessPlanLate = 2,
    ToAssessPlanOfNoLimit = 3,
    ToIssueNoPlan = 4,
    ToIssuePlanInTime = 5,
    ToIssuePlanLate = 6,
    ToIssuePlanOfNoLimit = 7,
    ReplacedNoPlan = 8,
    ReplacedPlanInTime = 9,
    ReplacedPlanLate = 10,
    ReplacedPlanOfNoLimit = 11,
}

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

    /// <summary>Whether it counts reviews of plans; else it counts requests.</summary>
    public bool CountsReviews { get; init; }

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
            RateDefinition.PlansIssued));

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

    /// <summary>Every measure, in the order in which readers are told of them. A new one is one entry.</summary>
    internal static ImmutableArray<Measure> All { get; } =
        [PlansIssued, RequestsReceived, DecisionsToAssess, RefusalsToIssue, ReviewDecisions, AmendedPlans];

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
        InTimeOrNot(code, storedAs, day, "measured_from(review.meeting_held_on, review.dates_usable)", rule, words) with { CountsReviews = true };

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

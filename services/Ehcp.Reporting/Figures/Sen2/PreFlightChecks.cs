using System.Collections.Immutable;
using Ehcp.Reporting.Measures;

namespace Ehcp.Reporting.Figures.Sen2;

/// <param name="Id">Its name, which stays.</param>
/// <param name="Words">What must be so, as a sentence.</param>
/// <param name="IsError">Whether a return cannot be right while it is broken; else it is to be looked at.</param>
/// <param name="IsBroken">Of one request of the collection.</param>
internal sealed record PreFlightCheck(string Id, string Words, bool IsError, Func<Sen2Record, PreFlightDays, bool> IsBroken);

/// <param name="Reference">Day of the collection after which nothing counts.</param>
/// <param name="Today">London day of asOf.</param>
/// <param name="WantsSource">Whether the collection asks who made the request.</param>
internal readonly record struct PreFlightDays(DateOnly Reference, DateOnly Today, bool WantsSource)
{
    /// <summary>Last day of the year that the collection is about.</summary>
    internal DateOnly Last { get; init; }
}

/// <summary>What a return is held against before it is sent. DfE's own sheet of rules is not public: these are the rules of the dates that follow from its
/// definitions.</summary>
internal static class PreFlightChecks
{
    internal static ImmutableArray<PreFlightCheck> All { get; } =
    [
        Error("received-date-missing", "Every request has a date of receipt, unless it was decided on before the collection's year (H).",
            (record, _) => record.Facts.ReceivedOn is null && record.Request.Code != 'H'),
        Error("received-date-unusable", "No source contradicts the date of receipt, and no outcome comes before it.",
            (record, _) => record.Facts is { ReceivedOn: not null, ReceivedOnUsable: false }),
        Error("received-after-request-outcome", "A request is received on or before the day of its outcome.",
            (record, _) => record.Facts.ReceivedOn > record.Request.On),
        Error("received-after-assessment-outcome", "A request is received on or before the day of the assessment's outcome.",
            (record, _) => record.Facts.ReceivedOn > record.Assessment?.On),
        Error("request-outcome-after-assessment-outcome", "The outcome of the request is not later than that of the assessment.",
            (record, _) => record.Request.On > record.Assessment?.On),
        Error("received-after-closing", "A request is received on or before the day it was withdrawn or closed.",
            (record, _) => record.Facts.ReceivedOn > record.Facts.ClosedOn),
        Error("outcome-after-reference-date", "No outcome is later than the reference date.",
            (record, days) => record.Request.On > days.Reference || record.Assessment?.On > days.Reference),
        Error("outcome-date-not-wanted", "What is not yet decided, withdrawn or decided before the year (A, W, H) has no outcome date.",
            (record, _) => (record.Request is { Code: 'A' or 'W' or 'H', On: not null }) || (record.Assessment is { Code: 'A' or 'W' or 'H', On: not null })),
        Error("decision-to-assess-missing", "Whoever has a plan, or was refused one, was assessed before: the decision to assess is recorded.",
            (record, _) => record.Request is { Code: 'Y', On: null } && record.Facts.AssessmentDecision is null),
        Error("outcome-date-missing", "A decision has its date: the day the family was told.",
            (record, _) => (record.Request is { Code: 'Y' or 'N', On: null } && record.Facts.AssessmentDecision is not null)
                || record.Assessment is { Code: 'N', On: null }),
        Error("future-date", "No date lies in the future.",
            (record, days) => Dates(record).Any(date => date > days.Today)),
        Error("request-source-missing", "It is known who made the request (RequestSource, asked from 2026 on).",
            (record, days) => days.WantsSource && record.Facts.Origins.RequestedBy is null && record.Request.Code != 'H'),
        Look("exemption-contradicted",
            "Does the exemption hold? Its own dates disprove every claim on the final plan, or the law does not allow the ground. It counts as claimed all the "
                + "same.",
            (record, _) => record.Facts is { ExemptionClaimed: true, Origins.IsExemptionContradicted: true }),
        Look("decided-not-issued", "Was the plan sent? It was decided to issue one, and until it is sent its outcome date stays empty.",
            (record, _) => record.Assessment is { Code: 'Y', On: null }),
        Look("undecided-for-a-year", "Is it still open? It was received more than 52 weeks before the reference date, and nothing is decided (A).",
            (record, days) => (record.Assessment ?? record.Request).Code == 'A' && record.Facts.ReceivedOn < days.Reference.AddDays(-Measure.DaysOfYear)),
        Error("plan-before-request", "A plan begins on or after the day its request was received.",
            (record, _) => record.Plan is { RequestId: not null } plan && plan.StartOn < record.Facts.ReceivedOn),
        Error("plan-start-missing", "A plan has its date (StartDate): that of plan-held or plan-transferred-in where it was made elsewhere or before.",
            (record, _) => record.Plan is { StartOn: null }),
        Error("plan-ceased-before-start", "A plan ceases on or after the day it began.",
            (record, _) => record.Plan?.CeasedBefore is not null || record.Plan?.CeasedOn < record.Plan?.StartOn),
        Error("review-before-plan", "A review follows the plan: its meeting, decision and notice are not earlier than the day the plan began.",
            (record, _) => record.Plan is { IsActive: true, Review: { } review } plan
                && (review.MeetingOn < plan.StartOn || review.DecidedOn < plan.StartOn || review.DraftOn < plan.StartOn)),
        Error("review-decision-before-meeting", "The decision (LastReview) and the notice of amendments (ReviewDraft) come on or after the review meeting.",
            (record, _) => record.Plan is { IsActive: true, Review: { } review } && (review.DecidedOn < review.MeetingOn || review.DraftOn < review.MeetingOn)),
        Error("review-date-without-outcome", "A decision has its outcome: LastReview is not told without ReviewOutcome.",
            (record, _) => record.Plan is { IsActive: true, Review: { DecidedOn: not null, Outcome: null } }),
        Look("review-decision-missing", "Was it decided? The review meeting was held more than four weeks before the reference date, and no decision is told.",
            (record, days) => record.Plan is { IsActive: true, Review: { DecidedOn: null, MeetingOn: { } meeting } }
                && meeting < days.Reference.AddDays(-Measure.DaysOf("review-decision-2014"))),
        Look("review-overdue", "Was the plan reviewed? Neither its beginning nor its last decision lies within 12 months before the reference date.",
            (record, days) => record.Plan is { IsActive: true } plan && (plan.Review?.DecidedOn ?? plan.StartOn) < days.Reference.AddMonths(-12)),
        Look("phase-transfer-final-missing",
            "Was the plan amended for the move? The last day for the amended plan (PhaseTransferDueDate) has passed without one (PhaseTransferFinalDate).",
            (record, days) => record.Plan is { IsActive: true, PhaseTransfer: { FinalOn: null, DueOn: { } due } } && due < Earlier(days.Reference, days.Today)),
        Look("need-missing", "Which need is it? An active plan has a primary need (SENtype).", (record, _) => record.Plan is { IsActive: true, Need: null }),
        Look("dispute-not-tied",
            "Which request is it about? Of mediation or an appeal the events do not say it, and the dates do not tell: the flags stay empty.",
            (record, _) => record.Disputes.NotTied.Count > 0),
        Look("plan-changed-before-reference-date",
            "Is it to be told? A plan began or ceased after 31 December and up to the reference date; it is told as of 31 December.",
            (record, _) => record.Plan?.ChangedAfterYear is not null),
    ];

    private static PreFlightCheck Error(string id, string words, Func<Sen2Record, PreFlightDays, bool> isBroken) => new(id, words, IsError: true, isBroken);

    private static PreFlightCheck Look(string id, string words, Func<Sen2Record, PreFlightDays, bool> isBroken) => new(id, words, IsError: false, isBroken);

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static IEnumerable<DateOnly?> Dates(Sen2Record record) =>
    [
        record.Facts.ReceivedOn, record.Facts.AssessmentDecidedOn, record.Facts.IssueDecidedOn, record.Facts.PlanSentOn, record.Facts.ClosedOn,
        record.Plan?.StartOn, record.Plan?.CeasedOn, record.Plan?.Review?.MeetingOn, record.Plan?.Review?.DecidedOn, record.Plan?.Review?.DraftOn,
        record.Plan?.PhaseTransfer?.FinalOn,
    ];
}

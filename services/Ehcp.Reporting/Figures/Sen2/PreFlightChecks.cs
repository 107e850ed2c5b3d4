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
internal readonly record struct PreFlightDays(DateOnly Reference, DateOnly Today, bool WantsSource);

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
            (record, days) => Dates(record.Facts).Any(date => date > days.Today)),
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
    ];

    private static PreFlightCheck Error(string id, string words, Func<Sen2Record, PreFlightDays, bool> isBroken) => new(id, words, IsError: true, isBroken);

    private static PreFlightCheck Look(string id, string words, Func<Sen2Record, PreFlightDays, bool> isBroken) => new(id, words, IsError: false, isBroken);

    private static IEnumerable<DateOnly?> Dates(Sen2Facts facts) =>
        [facts.ReceivedOn, facts.AssessmentDecidedOn, facts.IssueDecidedOn, facts.PlanSentOn, facts.ClosedOn];
}

using System.Text.Json.Serialization;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Measures;

/// <summary>What a figure means, in words that can be printed under it.</summary>
/// <param name="Basis">Code of the population.</param>
/// <param name="Population">What is counted, and by which date.</param>
/// <param name="Numerator">What counts as in time.</param>
/// <param name="Denominator">What it is a share of.</param>
/// <param name="Exclusions">What is left out, and where it is counted instead.</param>
/// <param name="Bands">What the other columns of time are; absent where there are none.</param>
public sealed record RateDefinition(
    string Basis,
    string Population,
    string Numerator,
    string Denominator,
    IReadOnlyList<string> Exclusions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Bands = null)
{
    private const string UnusableReviews =
        "One without a usable date of the review meeting, or dated before it, counts in decisions and in unusableDates, never in inTime.";

    private const string UnusableDecisions =
        "A decision without a usable date of receipt, or notified before it, counts in decisions and in unusableDates, never in inTime.";

    /// <param name="leavesOutDisputed">Whether plans after mediation or a tribunal are left out.</param>
    internal static RateDefinition PlansIssued(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Final plans sent in the period, both days included, by the day the plan was sent. DfE's SEN2 measure.",
        $"withinTwentyWeeks: plans sent on or before the {English.Ordinal(measure.DaysInTime)} day after the same request was received, "
            + "whatever other limit applies.",
        "plansIssued: every final plan sent in the period. Of the rates without exemptions: the plans for which no exemption from the 20 weeks is claimed.",
        [
            "Requests without a plan are in no rate, however late they are: see the caseload and the basis requests-received.",
            "Rates excluding exemptions leave out, above and below the line, each plan with an exemption claimed on the final plan; it counts as claimed "
                + "whether or not its dates prove it.",
            "A plan without a usable date of receipt counts in plansIssued and in unusableDates, never in withinTwentyWeeks.",
            "A decision reversed later keeps its original dates.",
            (leavesOutDisputed
                ? "Plans sent after mediation or a tribunal are left out of every number but afterMediationOrTribunal, which counts them apart."
                : "Plans sent after mediation or a tribunal count like others; afterMediationOrTribunal says how many those are.")
            + " After means: the case knows of mediation, an appeal or an order about a refusal, dated from the receipt to the plan; "
            + "a decision the authority reversed by itself is none.",
        ],
        $"overTwentyToFiftyTwoWeeks: sent after the {English.Ordinal(measure.DaysInTime)} day and "
            + $"on or before the {English.Ordinal(Measure.DaysOfYear)} (52 weeks); "
            + "overFiftyTwoWeeks: later. With withinTwentyWeeks and unusableDates they are all plans.");

    internal static RateDefinition DecisionsToAssess(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Decisions whether to assess, either way, by the day the family was notified of them, both days included. Requests not decided on are in no rate.",
        InTime(measure, "notified", "the request was received"),
        "decisions: every decision notified in the period, with or without an exemption.",
        [UnusableDecisions]);

    internal static RateDefinition RefusalsToIssue(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Decisions not to issue a plan, by the day the family was notified of them, both days included.",
        InTime(measure, "notified", "the request was received"),
        "decisions: every refusal notified in the period, with or without an exemption; one that was reversed later keeps its date.",
        [UnusableDecisions]);

    internal static RateDefinition ReviewDecisions(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Decisions after a review of a plan (maintain, amend or cease), by the day the family was notified of them, both days included. Reviews not decided on "
            + "are in no rate.",
        InTime(measure, "notified", "the review meeting"),
        "decisions: every decision after a review notified in the period.",
        [UnusableReviews]);

    internal static RateDefinition AmendedPlans(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Amended plans sent after a review, by the day they were sent, both days included. Plans still to be amended are in no rate.",
        InTime(measure, "sent", "the review meeting"),
        "decisions: every amended plan sent in the period.",
        [UnusableReviews]);

    internal static RateDefinition RequestsReceived(Measure measure, bool leavesOutDisputed) => new(
        measure.Code,
        "Requests received in the period, both days included, by the day of receipt; each is in one column as it stood on the London day of asOf.",
        $"inTime: requests whose final plan was sent on or before the {English.Ordinal(measure.DaysInTime)} day after receipt; "
            + "late: after it; openInTime and openOverdue: "
            + "no outcome yet, on or before and after that day; refusedToAssess, refusedToIssue, closed: ended without a plan; "
            + "cannotCompute: the dates do not say whether it was in time.",
        "requests: the sum of those eight columns.",
        [
            "withExemption stands beside them: requests with an exemption claimed on the final plan, whichever column they are in.",
            "A refusal keeps its column and its date when it is reversed later, until a plan is sent.",
            "openOverdue goes by the day of receipt alone; overdue in the caseload, lists and the queue by the limit that "
                + "applies, which is another one where a "
                + "refusal was reversed.",
            "A request whose day of receipt is not recorded is counted only where no period is asked for.",
        ]);

    private static string InTime(Measure measure, string done, string from) =>
        $"inTime: {done} on or before the {English.Ordinal(measure.DaysInTime)} day after {from} ({measure.DaysInTime / 7} weeks).";
}

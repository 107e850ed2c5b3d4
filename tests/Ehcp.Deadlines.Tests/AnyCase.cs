using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Ehcp.Contracts;

namespace Ehcp.Deadlines.Tests;

/// <summary>Random cases: few ids, few instants and few days, so that keys meet, times tie and dates contradict.</summary>
internal static class AnyCase
{
    private static readonly DateOnly First = new(2026, 1, 1);

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 200].Select(First.AddDays);

    private static readonly string[] Milestones = ["decision-to-assess", "advice", "refusal-to-issue", "reassessed-plan", "final-plan-after-reversal"];

    private static readonly string[] Appealable = ["refusal-to-assess", "refusal-to-issue", "refusal-to-reassess", "contents", "placement", "cease"];

    private static readonly string[] Grounds =
        ["school-closed", "early-years-closed", "exceptional-circumstances", "absent-from-area", "appointment-missed", "coronavirus"];

    internal static Gen<AskedFact> Exemption { get; } = Gen.Select(OneOf("exemption-claimed", "exemption-withdrawn"), Days, Gen.Int[0, 5], Gen.Int[0, 4])
        .SelectMany((type, day, ground, milestone) => Of(type,
        [
            ("exemptionId", "e" + (ground % 2)), ("ground", Grounds[ground]), ("milestones", (string[])[Milestones[milestone], "final-plan"]),
            ("closedFrom", day), ("reopensOn", day.AddDays(20 + ground * 4)), ("adviceRequestedOn", day.AddDays(ground)),
            ("absentFrom", day), ("absentTo", day.AddDays(20 + ground * 4)),
        ]));

    internal static Gen<AskedFact> Fact { get; } = Gen.Frequency(
        (4, OfDate("request-received", "receivedOn", "route", "request", "became-responsible", "detained")),
        (3, OfDate("assessment-decided", "notifiedOn", "decision", "assess", "refuse")),
        (2, OfDate("advice-requested", "requestedOn", "adviceType", "school", "parent")),
        (2, OfDate("advice-received", "receivedOn", "adviceType", "school", "parent")),
        (3, OfDate("issue-decided", "notifiedOn", "decision", "issue", "not-issue")),
        (2, OfDate("draft-plan-served", "servedOn", "service", "email", "post-first-class", "post-second-class")),
        (3, OfDate("final-plan-sent", "sentOn", "unused", "-")),
        (1, OfDate("request-closed", "closedOn", "reason", "withdrawn", "deceased")),
        (1, OfDate("case-assigned", "unused", "team", "North", "South")),
        (1, OfDate("consultation-sent", "sentOn", "consultationId", "a", "b")),
        (1, OfDate("review-meeting-held", "heldOn", "unused", "-")),
        (1, OfDate("review-report-sent", "sentOn", "unused", "-")),
        (2, OfDate("review-decided", "notifiedOn", "decision", "maintain", "amend", "cease")),
        (1, OfDate("amendment-notice-sent", "sentOn", "unused", "-")),
        (2, OfDate("amended-plan-sent", "sentOn", "unused", "-")),
        (1, OfDate("reassessment-requested", "receivedOn", "unused", "-")),
        (1, OfDate("reassessment-decided", "notifiedOn", "decision", "assess", "refuse")),
        (2, OfDate("decision-reversed", "effectiveOn", "reversed", Appealable)),
        (2, OfDate("decision-reversed", "effectiveOn", "by", "tribunal-order", "conceded")
            .Select(fact => With<DecisionReversed>(fact, reversal => reversal with { Reversed = DisputedDecision.RefusalToAssess }))),
        (1, OfDate("tribunal-ordered", "orderedOn", "order", "assess", "make-plan", "continue-and-amend", "reconsider", "dismiss-cease")),
        (1, OfDate("mediation-requested", "requestedOn", "unused", "-")),
        (1, OfDate("mediation-agreed", "agreedOn", "about", [.. Appealable, "other"])),
        (1, OfDate("mediation-agreed", "agreedOn", "agreedWith", "commissioning-body")
            .Select(fact => With<MediationAgreed>(fact, agreed => agreed with { PeriodAgreedTo = agreed.AgreedOn.AddDays(60) }))),
        (1, OfDate("mediation-certificate-issued", "issuedOn", "unused", "-")),
        (1, OfDate("appeal-received", "receivedOn", "against", Appealable)),
        (1, OfDate("appeal-unopposed", "notifiedOn", "against", Appealable)),
        (1, OfDate("plan-ceased", "ceasedOn", "reason", "5", "9")),
        (1, OfDate("move-notified", "awareOn", "unused", "-")
            .Select(fact => With<MoveNotified>(fact, move => move with { MovesOn = move.AwareOn.AddDays(18) }))),
        (1, OfDate("plan-transferred-in", "transferredOn", "unused", "-")
            .Select(fact => With<PlanTransferredIn>(fact, plan => plan with { LastReviewedOn = plan.TransferredOn.AddDays(-200) }))),
        (1, OfDate("phase-transfer-due", "transferOn", "phase", "other", "post-16", "secondary-to-post-16")
            .Select(fact => With<PhaseTransferDue>(fact, due => due with { Year = due.TransferOn!.Value.Year }))),
        (1, OfDate("custody-changed", "changedOn", "custody", "detained", "released")),
        (1, OfDate("mediation-held", "heldOn", "unused", "-")),
        (1, OfDate("mediation-ended", "endedOn", "unused", "-")),
        (1, OfDate("mediation-declined", "toldOn", "unused", "-")),
        (1, OfDate("agreement-performed", "performedOn", "unused", "-")),
        (1, OfDate("appeal-response-sent", "sentOn", "unused", "-")),
        (1, OfDate("appeal-ended", "endedOn", "how", "dismissed", "withdrawn", "struck-out")),
        (1, OfDate("decision-reconsidered", "notifiedOn", "unused", "-")),
        (1, OfDate("recommendations-made", "madeOn", "about", "health", "social-care")),
        (1, OfDate("recommendations-answered", "answeredOn", "about", "health", "social-care")),
        (1, OfDate("review-notice-sent", "sentOn", "unused", "-")),
        (1, OfDate("amendment-refused", "notifiedOn", "unused", "-")),
        (1, OfDate("transfer-notice-sent", "sentOn", "unused", "-")),
        (1, OfDate("commissioning-body-changed", "awareOn", "unused", "-")),
        (1, OfDate("commissioning-body-notified", "notifiedOn", "unused", "-")),
        (1, OfDate("term-starts", "startsOn", "termId", "autumn", "spring")),
        (1, OfDate("term-reviews-listed", "sentOn", "termId", "autumn", "spring")),
        (1, OfDate("case-described", "unused", "area", "East").Select(fact => With<CaseDescribed>(fact, described => described with { YearGroup = -1 }))),
        (1, OfDate("plan-held", "heldOn", "unused", "-")
            .Select(fact => With<PlanHeld>(fact, held => held with { MadeOn = held.HeldOn.AddDays(-400), LastReviewedOn = held.HeldOn.AddDays(-100) }))),
        (1, OfDate("tribunal-ordered", "orderedOn", "order", "make-plan", "amend-contents")
            .Select(fact => With<TribunalOrdered>(fact, ordered => ordered with { DirectedTo = ordered.OrderedOn.AddDays(20) }))),
        (3, Exemption));

    /// <summary>A case whose facts all have ids of their own.</summary>
    internal static Gen<AskedFact[]> Facts { get; } = Fact.Array[0, 14].Select(
        facts => (AskedFact[])[.. facts.Select((fact, i) => fact with { Id = $"{fact.Id}-{i}" })]);

    /// <summary>The timeline as text, so that two of them can be compared byte for byte.</summary>
    internal static string Print(Timeline timeline) => System.Text.Json.JsonSerializer.Serialize(timeline);

    /// <summary>The dates no exemption may move.</summary>
    internal static IEnumerable<(string, string, DateOnly?, DateOnly?, DateOnly?, DateOnly?)> Dates(ImmutableArray<Clock> clocks) =>
        clocks.Select(clock => (clock.Rule, clock.Id, clock.StartedOn, clock.LastDay, clock.EndedOn, clock.ClosedOn));

    private static Gen<string> OneOf(params string[] codes) => Gen.Int[0, codes.Length - 1].Select(i => codes[i]);

    private static Gen<AskedFact> OfDate(string type, string dateField, string codeField, params string[] codes) =>
        Gen.Select(Days, OneOf(codes)).SelectMany((day, code) => Of(type, [(dateField, day), (codeField, code)]));

    private static Gen<AskedFact> Of(string type, (string, object)[] fields) =>
        Gen.Select(Gen.Int[1, 2], Gen.Int[0, 3], OneOf("one", "two")).Select((request, minute, source) => new AskedFact(
            source,
            (request * 10 + minute).ToString(CultureInfo.InvariantCulture),
            DateTimeOffset.UnixEpoch.AddMinutes(minute),
            Given.Built(type,
            [
                .. ((string[])["requestId", "reviewId", "reassessmentId", "appealId"])
                    .Select(id => (id, (object)request.ToString(CultureInfo.InvariantCulture))),
                ("adviceId", source),
                .. fields,
            ])));

    private static AskedFact With<TFact>(AskedFact fact, Func<TFact, TFact> change)
        where TFact : Fact => fact with { Fact = change((TFact)fact.Fact) };
}

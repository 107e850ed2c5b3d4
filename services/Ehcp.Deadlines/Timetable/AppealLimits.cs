using System.Collections.Immutable;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Disagreement: the family's time to seek mediation and to appeal, and what the adviser, the mediator and the authority owe meanwhile.</summary>
internal static class AppealLimits
{
    private const string LateAppeal = "A last day that is not a working day is the next working day in the tribunal's own count (rule 12(2)).";

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. AfterDecision("refusal-to-assess", new("assessment-decided", "notifiedOn", "Refusal to assess notified on", Decided("refuse")), "refusal-to-assess"),
        .. AfterDecision("refusal-to-issue", new("issue-decided", "notifiedOn", "Refusal to issue a plan notified on", Decided("not-issue")), "refusal-to-issue"),
        .. AfterDecision("final-plan", new("final-plan-sent", "sentOn", "Final plan sent on"), "contents", "placement"),
        .. AfterDecision("amended-plan", new("amended-plan-sent", "sentOn", "Amended plan sent on"), "contents", "placement"),
        .. AfterDecision("no-amendment", new("review-decided", "notifiedOn", "Decision not to amend the plan notified on", Decided("maintain")), "contents", "placement"),
        .. AfterDecision("cease", new("review-decided", "notifiedOn", "Decision to cease the plan notified on", Decided("cease")), "cease"),
        .. AfterDecision("refusal-to-reassess", new("reassessment-decided", "notifiedOn", "Refusal to re-assess notified on", Decided("refuse")), "refusal-to-reassess"),
        new("appeal-after-certificate-2014", "appeal", "Send the appeal to the tribunal",
            new("mediation-certificate-issued", "issuedOn", "Mediation certificate issued on") { SecondDate = ["notifiedOn"], SecondWords = "Decision notified on" },
            new RolledByTribunal(new LaterOf(new MonthsFrom(1), new MonthsFrom(2), FirstAlone: true)), [new("appeal-received") { Reach = Reach.ProcessSince }], [], [], Rules2008("rules 12(3)(a) and 20"))
            { AfterLastDay = AfterLastDay.Lapses, NamesItsTrigger = true, Note = LateAppeal },
        new("mediation-2014", "mediation", "Arrange the mediation that the family wants",
            new("mediation-requested", "requestedOn", "Told that the family wants mediation on"), new WithinDaysOf(30),
            [new("mediation-agreed")], [Later("mediation-certificate-issued"), Later("tribunal-ordered")], [Coronavirus], Send2014("reg. 36", verified: false))
            { AfterLastDay = AfterLastDay.Lapses, Note = "When it is missed the family is given a certificate." },
        new("certificate-without-mediation-2014", "mediation-certificate", "Issue the certificate that the family does not want mediation",
            new("mediation-declined", "toldOn", "Adviser told that the family will not mediate on"), new WithinWorkingDaysOf(3), [], [], [], Send2014("reg. 34", verified: false)) { AfterLastDay = AfterLastDay.Lapses },
        new("certificate-after-mediation-2014", "mediation-certificate", "Issue the certificate after mediation",
            new("mediation-ended", "endedOn", "Mediation ended on"), new WithinWorkingDaysOf(3), [], [], [], Send2014("reg. 39", verified: false)) { AfterLastDay = AfterLastDay.Lapses },
        new("appeal-response-2008", "appeal-response", "Respond to the appeal",
            new("appeal-received", "receivedOn", "Appeal received on"), new WithinTribunalWorkingDaysOf(30), [new("appeal-unopposed")],
            [Later("tribunal-ordered"), Later("decision-reversed"), Later("mediation-agreed")], [], Rules2008("rules 12(3)(b) and 21")) { AfterLastDay = AfterLastDay.Lapses },
    ];

    private static FieldTest Decided(string decision) => new("decision", "", decision);

    private static ImmutableArray<TimeLimit> AfterDecision(string id, LimitTrigger notified, params string[] against) =>
    [
        new($"mediation-contact-{id}-2014", "mediation-contact", "Contact the mediation adviser", notified, new MonthsFrom(2),
            [Any("mediation-requested"), Any("mediation-certificate-issued")], [PlanCeased], [], Send2014("reg. 33"))
            { AfterLastDay = AfterLastDay.Lapses, NamesItsTrigger = true },
        new($"appeal-{id}-2014", "appeal", "Send the appeal to the tribunal", notified, new RolledByTribunal(new MonthsFrom(2)),
            [.. against.Select(decision => Any("appeal-received", decision, "against"))], [], [], Rules2008("rules 12(3)(a) and 20"))
            { AfterLastDay = AfterLastDay.Lapses, NamesItsTrigger = true, Note = "With a mediation certificate it is one month from the certificate, if later. " + LateAppeal },
    ];
}

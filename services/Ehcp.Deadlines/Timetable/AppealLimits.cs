using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Disagreement: the family's time to seek mediation and to appeal, and what the adviser, the mediator and the authority owe meanwhile.</summary>
internal static class AppealLimits
{
    private const string LateAppeal = "A last day that is not a working day is the next working day in the tribunal's own count (rule 12(2)).";

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. AfterDecision("refusal-to-assess-2014", On<AssessmentDecided>("Refusal to assess notified on", Is(AssessmentDecision.Refuse)),
            DisputedDecision.RefusalToAssess),
        .. AfterDecision("refusal-to-issue-2014", On<IssueDecided>("Refusal to issue a plan notified on", Is(IssueDecision.NotIssue)),
            DisputedDecision.RefusalToIssue),
        .. AfterDecision("final-plan-2014", On<FinalPlanSent>("Final plan sent on"), DisputedDecision.Contents, DisputedDecision.Placement),
        .. AfterDecision("amended-plan-2014", On<AmendedPlanSent>("Amended plan sent on"), DisputedDecision.Contents, DisputedDecision.Placement),
        .. AfterDecision("no-amendment-2014", On<ReviewDecided>("Decision not to amend the plan notified on", Is(ReviewDecision.Maintain)),
            DisputedDecision.Contents, DisputedDecision.Placement),
        .. AfterDecision("cease-2014", On<ReviewDecided>("Decision to cease the plan notified on", Is(ReviewDecision.Cease)), DisputedDecision.Cease),
        .. AfterDecision("refusal-to-reassess-2014", On<ReassessmentDecided>("Refusal to re-assess notified on", Is(AssessmentDecision.Refuse)),
            DisputedDecision.RefusalToReassess),
        new("appeal-after-certificate-2014", Milestone.Appeal, "Send the appeal to the tribunal",
            On<MediationCertificateIssued>("Mediation certificate issued on") with
            {
                SecondDate = [TriggerDate.OfAnother<AssessmentDecided>(nameof(AssessmentDecided.NotifiedOn))], SecondWords = "Decision notified on",
            },
            new RolledByTribunal(new LaterOf(new MonthsFrom(1), new MonthsFrom(2), FirstAlone: true)), [Later<AppealReceived>()], [], [],
                Rules2008("rules 12(3)(a) and 20"))
            { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.Family, NamesItsTrigger = true, Note = LateAppeal },
        new("mediation-2014", Milestone.Mediation, "Arrange the mediation that the family wants",
            On<MediationRequested>("Told that the family wants mediation on"), new WithinDaysOf(30),
            [Of<MediationAgreed>()], [Later<MediationCertificateIssued>(), Later<TribunalOrdered>()], [Coronavirus], Send2014("reg. 36", verified: false))
            { AfterLastDay = AfterLastDay.Lapses, Note = "When it is missed the family is given a certificate." },
        new("certificate-without-mediation-2014", Milestone.MediationCertificate, "Issue the certificate that the family does not want mediation",
            LimitTrigger.Occasion("mediation-declined", "toldOn", "Adviser told that the family will not mediate on"), new WithinWorkingDaysOf(3), [], [], [],
                Send2014("reg. 34", verified: false)) { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.MediationAdviser },
        new("certificate-after-mediation-2014", Milestone.MediationCertificate, "Issue the certificate after mediation",
            LimitTrigger.Occasion("mediation-ended", "endedOn", "Mediation ended on"), new WithinWorkingDaysOf(3), [], [], [],
                Send2014("reg. 39", verified: false)) { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.MediationAdviser },
        new("appeal-response-2008", Milestone.AppealResponse, "Respond to the appeal",
            On<AppealReceived>("Appeal received on"), new WithinTribunalWorkingDaysOf(30), [Of<AppealUnopposed>()],
            [Later<TribunalOrdered>(), Later<DecisionReversed>(), Later<MediationAgreed>()], [],
                Rules2008("rules 12(3)(b) and 21")) { AfterLastDay = AfterLastDay.Lapses },
    ];

    private static ImmutableArray<TimeLimit> AfterDecision(string id, LimitTrigger notified, params DisputedDecision[] against) =>
    [
        new($"mediation-contact-{id}", Milestone.MediationContact, "Contact the mediation adviser", notified, new MonthsFrom(2),
            [Any<MediationRequested>(), Any<MediationCertificateIssued>()], [Ceased], [], Send2014("reg. 33"))
            { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.Family, NamesItsTrigger = true },
        new($"appeal-{id}", Milestone.Appeal, "Send the appeal to the tribunal", notified, new RolledByTribunal(new MonthsFrom(2)),
            [.. against.Select(decision => Any<AppealReceived>().With(decision))], [], [], Rules2008("rules 12(3)(a) and 20"))
            { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.Family, NamesItsTrigger = true, Note = "With a mediation certificate it is one month from the certificate, if later. "
                + LateAppeal },
    ];
}

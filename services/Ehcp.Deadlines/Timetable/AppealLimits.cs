using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>Disagreement: the family's time to seek mediation and to appeal, and what the adviser, the mediator and the authority owe meanwhile.</summary>
public static class AppealLimits
{
    /// <summary>How long after a decision an appeal that the authority learns of may still be about it.</summary>
    public const int MonthsOfAnAppeal = 4;

    private const string ByFive =
        "The tribunal must have it by 5 pm of the last day (rule 12(1)). A last day that is no working day is the next one (rule 12(2)).";

    private const string Appeal = "Have the appeal received by the tribunal, by 5 pm";

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
        .. AfterDecision("amendment-refused-2014", On<AmendmentRefused>("Refusal to amend the plan after a re-assessment notified on"),
            DisputedDecision.Contents, DisputedDecision.Placement),
        new("appeal-after-certificate-2014", Milestone.Appeal, Appeal,
            On<MediationCertificateIssued>("Mediation certificate issued on") with
            {
                SecondDate = [TriggerDate.OfAnother<AssessmentDecided>(nameof(AssessmentDecided.NotifiedOn))], SecondWords = "Decision notified on",
            },
            new RolledByTribunal(new LaterOf(new MonthsFrom(1), new MonthsFrom(2), FirstAlone: true)),
            [Later<AppealReceived>().DatedBy<AppealReceived>(nameof(AppealReceived.LodgedOn))],
            [Later<AppealReceived>() with { WithinMonths = MonthsOfAnAppeal }], [], Rules2008("rules 12 and 20"))
            { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.Family, NamesItsTrigger = true, Note = ByFive },
        new("mediation-2014", Milestone.Mediation, "Arrange the mediation that the family wants",
            On<MediationRequested>("Told that the family wants mediation on"), new WithinDaysOf(30),
            [Later<MediationHeld>(), Later<MediationEnded>(), Of<MediationAgreed>()],
            [Later<MediationCertificateIssued>(), Later<MediationDeclined>(), Later<TribunalOrdered>(), Later<DecisionReversed>(), Later<AppealEnded>()],
            [Coronavirus], Send2014("reg. 36"))
            { IsMissedWhenClosedLate = true, Note = "When it is missed the family is given a certificate." },
        new("certificate-without-mediation-2014", Milestone.MediationCertificate, "Issue the certificate that the family does not want mediation",
            On<MediationDeclined>("Adviser told that the family will not mediate on"), new WithinWorkingDaysOf(3), [Later<MediationCertificateIssued>()],
            [Later<AppealReceived>(), Later<AppealEnded>()], [], Send2014("reg. 34"))
            { Bearer = Bearer.MediationAdviser, NamesItsTrigger = true },
        new("certificate-after-mediation-2014", Milestone.MediationCertificate, "Issue the certificate after mediation",
            On<MediationEnded>("Mediation ended on"), new WithinWorkingDaysOf(3), [Later<MediationCertificateIssued>()],
            [Later<AppealReceived>(), Later<AppealEnded>()], [], Send2014("reg. 39"))
            { Bearer = Bearer.MediationAdviser, NamesItsTrigger = true },
        new("appeal-response-2008", Milestone.AppealResponse, "Respond to the appeal",
            On<AppealReceived>("Appeal received on"), new WithinTribunalWorkingDaysOf(30), [Later<AppealResponseSent>(), Of<AppealUnopposed>()],
            [Later<TribunalOrdered>(), Later<DecisionReversed>(), Later<MediationAgreed>(), Later<AppealEnded>()], [],
            Rules2008("rules 12(3)(b) and 21")),
        Recommendation(RecommendedCare.SocialCare, Bearer.Authority),
        Recommendation(RecommendedCare.Health, Bearer.CommissioningBody),
    ];

    private static TimeLimit Recommendation(RecommendedCare about, Bearer bearer) =>
        new($"recommendations-{Code.Of(about)}-2017", Milestone.RecommendationsAnswer,
            $"Answer the tribunal's recommendations on {Code.Of(about).Replace('-', ' ')} in writing",
            On<RecommendationsMade>($"Tribunal recommended {Code.Of(about).Replace('-', ' ')} on", Is(about)), new WithinWeeksOf(5),
                [Of<RecommendationsAnswered>()], [], [],
            Recommendations2017("reg. 7"))
        { InForceFrom = new(2018, 4, 3), Bearer = bearer };

    private static ImmutableArray<TimeLimit> AfterDecision(string id, LimitTrigger notified, params DisputedDecision[] against) =>
    [
        new($"mediation-contact-{id}", Milestone.MediationContact, "Contact the mediation adviser", notified, new MonthsFrom(2),
            [Any<MediationRequested>(), Any<MediationDeclined>(), Any<MediationCertificateIssued>()], [Ceased], [], Send2014("reg. 33"))
            {
                AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.Family, NamesItsTrigger = true,
                Note = against.Contains(DisputedDecision.Placement) ? "An appeal about the placement alone needs no certificate (section 55(2) of the Act)."
                    : "",
            },
        new($"appeal-{id}", Milestone.Appeal, Appeal, notified, new RolledByTribunal(new MonthsFrom(2)),
            [.. against.Select(decision => Any<AppealReceived>().With(decision).DatedBy<AppealReceived>(nameof(AppealReceived.LodgedOn)))],
            [.. against.Select(decision => Any<AppealReceived>().With(decision) with { WithinMonths = MonthsOfAnAppeal })], [], Rules2008("rules 12 and 20"))
            {
                AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.Family, NamesItsTrigger = true,
                Note = "With a mediation certificate it is one month from the certificate, if later. " + ByFive,
            },
    ];
}

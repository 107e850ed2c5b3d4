using System.Collections.Immutable;
using Ehcp.Contracts;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>
/// What follows when a decision is reversed: by order (reg. 44), by agreement in mediation (reg. 42, the periods of reg. 44), unopposed (reg. 45),
/// or conceded, which leaves the original limit as it was (R (W) v Hertfordshire).
/// </summary>
internal static class ReversalLimits
{
    private const string RouteUnknown =
        "By what route the decision was reversed is not recorded: this is the limit if it was by order, agreement or an unopposed appeal. If it was conceded "
        + "without one, the original limit stands.";

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. Periods(new("order-2014", On<TribunalOrdered>("Tribunal ordered on"), Orders, Reg44, Grounds)),
        new("amended-plan-continued-order-2014", Milestone.AmendedPlanAfterReversal, "Send the plan amended as ordered",
            Ordered("that the plan continues, amended,", TribunalOrder.ContinueAndAmend), new WithinWeeksOf(5), AmendedPlan, [Ceased], Grounds,
                Send2014("reg. 44(2)(h)", verified: false)),
        new("reconsideration-order-2014", Milestone.Reconsideration, "Reconsider as the tribunal ordered",
            Ordered("a reconsideration", TribunalOrder.Reconsider), new WithinWeeksOf(2), [], [], Grounds,
                Send2014("reg. 44(2)(d)", verified: false)) { AfterLastDay = AfterLastDay.Lapses },
        new("cease-plan-order-2014", Milestone.CeasePlan, "Cease to maintain the plan, the appeal against it being dismissed",
            Ordered("the appeal dismissed", TribunalOrder.DismissCease), new Immediately(), [Ceased], [], Grounds,
                Send2014("reg. 44(2)(a)", verified: false)) { AfterLastDay = AfterLastDay.Lapses },
        .. Periods(new("agreement-2014", On<MediationAgreed>("Agreed in mediation on") with { BarredBy = PeriodAgreedTo }, Decisions, Reg42, Grounds)
            { Unless = [Of<TribunalOrdered>()] }),
        new("agreed-period-2014", Milestone.Agreement, "Do what was agreed in mediation within the period agreed in writing",
            On<MediationAgreed>("Agreed in mediation on") with { SecondDate = [PeriodAgreedTo], SecondWords = "Period agreed in writing to",
                Needs = PeriodAgreedTo },
            new ByAgreedDate(), [Any<FinalPlanSent>(), Any<AmendedPlanSent>()], [], Grounds, Send2014("reg. 42(5)")) { AfterLastDay = AfterLastDay.Lapses,
                Unless = [Of<TribunalOrdered>()] },
        new("agreement-2014", Milestone.Agreement, "Do what was agreed in mediation",
            On<MediationAgreed>("Agreed in mediation on", Is(DisputedDecision.Other)) with { BarredBy = PeriodAgreedTo },
            new WithinWeeksOf(2), [], [], Grounds, Send2014("reg. 42(3)")) { AfterLastDay = AfterLastDay.Lapses, Unless = [Of<TribunalOrdered>()] },
        new("agreement-told-2014", Milestone.AgreementTold, "Tell the authority, which was no party, what was agreed in mediation",
            On<MediationAgreed>("Agreed in mediation without the authority on", Is(AgreementParty.CommissioningBody)),
            new WithinWeeksOf(1), [], [], [Coronavirus], Send2014("reg. 42(4)")) { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.CommissioningBody },
        .. Periods(new("unopposed-2014", On<AppealUnopposed>("Tribunal told that the appeal is not opposed on"), Decisions, Reg45, [Coronavirus])
            { Unless = [Of<TribunalOrdered>(), Of<MediationAgreed>()] }),
        .. Periods(new("reversed-order-2014", On<DecisionReversed>("Decision reversed by order or agreement on"), Decisions, Reg44, Grounds)
            { By = Is(ReversalRoute.TribunalOrder, ReversalRoute.ConsentOrder, ReversalRoute.MediationAgreement), Unless = Stronger }),
        .. Periods(new("reversed-unopposed-2014", On<DecisionReversed>("Decision reversed on an unopposed appeal on"), Decisions, Reg45, [Coronavirus])
            { By = Is(ReversalRoute.UnopposedAppeal), Unless = Stronger }),
        .. Periods(new("reversed-unknown-2014", On<DecisionReversed>("Decision reversed, by a route not recorded, on"), Decisions, Reg44, Grounds)
            { By = Is<ReversalRoute>().OrAbsent, Unless = Stronger, Note = RouteUnknown }),
        Conceded("final-plan-conceded-2014", Milestone.FinalPlan, "Send the finalised plan: the original limit stands", 20,
            [DisputedDecision.RefusalToAssess, DisputedDecision.RefusalToIssue], "reg. 13(2)", AfterLastDay.Overdue),
        Conceded("refusal-to-issue-conceded-2014", Milestone.RefusalToIssue, "Notify the family of a decision not to issue a plan: the original limit stands",
            16, [DisputedDecision.RefusalToAssess], "reg. 10(1)", AfterLastDay.StaysOpen),
        new("reassessed-plan-conceded-2014", Milestone.FinalPlanAfterReversal, "Send the plan finalised after a re-assessment",
            On<DecisionReversed>("Refusal to re-assess conceded on", Is(DisputedDecision.RefusalToReassess), Is(ReversalRoute.Conceded)),
            new WithinWeeksOf(14), FinishedPlan, [Ceased], FourGrounds("reg. 27(3)"), Send2014("reg. 27(2)")) { Unless = Stronger },
    ];

    private static ByDecision<FieldTest> Decisions => new(
        Is(DisputedDecision.RefusalToAssess, DisputedDecision.RefusalToReassess), Is(DisputedDecision.RefusalToIssue), Is(DisputedDecision.Contents),
            Is(DisputedDecision.Placement),
        Is(DisputedDecision.Cease));

    private static ByDecision<FieldTest> Orders => new(
        Is(TribunalOrder.Assess, TribunalOrder.Reassess), Is(TribunalOrder.MakePlan), Is(TribunalOrder.AmendContents), Is(TribunalOrder.AmendPlacement),
        Is(TribunalOrder.Continue, TribunalOrder.ContinueAndAmend));

    private static TriggerDate PeriodAgreedTo => TriggerDate.Of<MediationAgreed>(nameof(MediationAgreed.PeriodAgreedTo));

    private static TriggerDate RequestReceivedOn => TriggerDate.OfAnother<RequestReceived>(nameof(RequestReceived.ReceivedOn));

    private static ByDecision<LegalSource> Reg44 =>
        new(Unread("reg. 44(2)(b)"), Unread("reg. 44(2)(c)"), Unread("reg. 44(2)(e)"), Unread("reg. 44(2)(f)"), Unread("reg. 44(2)(g), (h)"));

    private static ByDecision<LegalSource> Reg42 =>
        new(Unread("reg. 42(2) with 44(2)(b)"), Unread("reg. 42(2) with 44(2)(c)"), Unread("reg. 42(2) with 44(2)(e)"), Unread("reg. 42(2) with 44(2)(f)"),
            Unread("reg. 42(2) with 44(2)(g)"));

    private static ByDecision<LegalSource> Reg45 =>
        new(Send2014("reg. 45(3), (3A)"), Unread("reg. 45(6)"), Send2014("reg. 45(4)"), Unread("reg. 45(5)"), Unread("reg. 45(7)"));

    private static ImmutableArray<AllowedGround> Grounds =>
        [new(Ground.ExceptionalCircumstances, "reg. 44(3)"), new(Ground.AbsentFromArea, "reg. 44(3)"), Coronavirus];

    private static ImmutableArray<FactMatch> Stronger => [Of<TribunalOrdered>(), Of<MediationAgreed>(), Of<AppealUnopposed>()];

    private static ImmutableArray<FactMatch> FinishedPlan => [Any<FinalPlanSent>(), Any<AmendedPlanSent>()];

    private static ImmutableArray<FactMatch> AmendedPlan => [Any<AmendedPlanSent>(), Any<FinalPlanSent>()];

    private static LegalSource Unread(string provision) => Send2014(provision, verified: false);

    private static LimitTrigger Ordered(string what, TribunalOrder order) => On<TribunalOrdered>($"Tribunal ordered {what} on", Is(order));

    /// <summary>The periods that every route but a concession has, with the provision of that route.</summary>
    private static ImmutableArray<TimeLimit> Periods(RouteOfReversal route) =>
    [
        route.Limit("assessment-notice-assess", Milestone.AssessmentNoticeAfterReversal, "Notify the family that there will be an assessment",
            route.Decisions.Assess, new WithinWeeksOf(2), route.Law.Assess,
            [Any<AssessmentDecided>().With(AssessmentDecision.Assess), Any<ReassessmentDecided>().With(AssessmentDecision.Assess)],
                [Any<DraftPlanServed>(), Any<IssueDecided>(), Any<FinalPlanSent>(), Any<AmendedPlanSent>()]),
        route.Limit("refusal-to-issue-assess", Milestone.RefusalToIssueAfterReversal, "Notify the family of a decision not to issue a plan",
            route.Decisions.Assess, new WithinWeeksOf(10), route.Law.Assess,
            [Any<IssueDecided>().With(IssueDecision.NotIssue)], [Any<IssueDecided>().With(IssueDecision.Issue), .. FinishedPlan, Ceased]) with { AfterLastDay =
                AfterLastDay.StaysOpen },
        route.Limit("final-plan-assess", Milestone.FinalPlanAfterReversal, "Send the finalised plan", route.Decisions.Assess, new WithinWeeksOf(14),
            route.Law.Assess,
            FinishedPlan, [Any<IssueDecided>().With(IssueDecision.NotIssue), Any<RequestClosed>(), Ceased]),
        route.Limit("draft-plan-make", Milestone.DraftPlanAfterReversal, "Send the draft plan", route.Decisions.MakePlan, new WithinWeeksOf(5),
            route.Law.MakePlan,
            [Any<DraftPlanServed>()], [Any<FinalPlanSent>(), Any<RequestClosed>()]),
        route.Limit("final-plan-make", Milestone.FinalPlanAfterReversal, "Send the finalised plan", route.Decisions.MakePlan, new WithinWeeksOf(11),
            route.Law.MakePlan,
            [Any<FinalPlanSent>()], [Any<RequestClosed>(), Ceased]),
        route.Limit("amended-plan-contents", Milestone.AmendedPlanAfterReversal, "Send the amended plan", route.Decisions.Contents, new WithinWeeksOf(5),
            route.Law.Contents, AmendedPlan, [Ceased]),
        route.Limit("amended-plan-placement", Milestone.AmendedPlanAfterReversal, "Send the plan amended in the school or type of school it names",
            route.Decisions.Placement, new WithinWeeksOf(2), route.Law.Placement, AmendedPlan, [Ceased]),
        route.Limit("continue-plan-cease", Milestone.ContinuePlan, "Continue to maintain the plan", route.Decisions.Cease, new Immediately(), route.Law.Cease,
            [], []) with { AfterLastDay = AfterLastDay.Lapses },
    ];

    private static TimeLimit Conceded(
        string id, Milestone milestone, string duty, int weeks, ImmutableArray<DisputedDecision> reversed, string provision, AfterLastDay afterLastDay) =>
        new(id, milestone, duty,
            On<DecisionReversed>("Refusal reversed without an order on", Is(reversed), Is(ReversalRoute.Conceded).OrAbsent)
                with
            { SecondDate = [RequestReceivedOn], SecondWords = "Request received on", Needs = RequestReceivedOn },
            new FromOriginal(new WithinWeeksOf(weeks)), [], [], FourGrounds(provision), Send2014(provision))
        {
            AfterLastDay = afterLastDay,
            Unless = Stronger,
            Note = "A concession without an order leaves the original limit as it was: R (W) v Hertfordshire CC [2023] EWHC 3138 (Admin).",
        };

    /// <summary>Something for each group of decisions that share their periods.</summary>
    private sealed record ByDecision<T>(T Assess, T MakePlan, T Contents, T Placement, T Cease);

    /// <summary>How a decision came to be reversed: the event that says so, which decision it means, and the provision that sets its periods.</summary>
    private sealed record RouteOfReversal(
        string Id, LimitTrigger Trigger, ByDecision<FieldTest> Decisions, ByDecision<LegalSource> Law, ImmutableArray<AllowedGround> Grounds)
    {
        internal FieldTest? By { get; init; }

        internal ImmutableArray<FactMatch> Unless { get; init; } = [];

        internal string Note { get; init; } = "";

        internal TimeLimit Limit(
            string name, Milestone milestone, string duty, FieldTest decided, LimitShape shape, LegalSource law, ImmutableArray<FactMatch> endedBy,
                ImmutableArray<FactMatch> closedBy)
        {
            var trigger = By is null ? Trigger.If(decided) : Trigger.If(decided, By);
            return new($"{name}-{Id}", milestone, duty, trigger, shape, endedBy, closedBy, Grounds, law)
            {
                Unless = Unless,
                Note = Note,
            };
        }
    }
}

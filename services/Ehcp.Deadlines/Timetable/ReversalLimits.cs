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

    // SI 2015/359, reg. 8, substituted paragraphs (3) to (6) of reg. 45.
    private static readonly DateOnly Reg45Substituted = new(2015, 3, 23);

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. Periods(new("order-2014", On<TribunalOrdered>("Tribunal ordered on"), Orders, Reg44, Reg44Grounds) { IsDirected = true }),
        Directed(
            new("amended-plan-continued-order-2014", Milestone.AmendedPlanAfterReversal, "Send the plan amended as ordered",
                Ordered("that the plan continues, amended,", TribunalOrder.ContinueAndAmend), new WithinWeeksOf(5), AmendedPlan, [Ceased], [Coronavirus],
                Send2014("reg. 44(2)(h)")),
            DirectedStep.AmendedPlan, isLast: true),
        Directed(
            new("reconsideration-order-2014", Milestone.Reconsideration, "Reconsider as the tribunal ordered",
                Ordered("a reconsideration", TribunalOrder.Reconsider), new WithinWeeksOf(2),
                [Later<DecisionReconsidered>(), Any<AssessmentDecided>(), Any<IssueDecided>(), Any<DraftPlanServed>(), .. FinishedPlan], [Ceased],
                [Coronavirus], Send2014("reg. 44(2)(d)")),
            DirectedStep.Reconsideration, isLast: true),
        new("cease-plan-order-2014", Milestone.CeasePlan, "The plan may cease, the appeal against that being dismissed",
            Ordered("the appeal dismissed", TribunalOrder.DismissCease), new Immediately(), [Ceased], [], [],
            Send2014("reg. 44(2)(a)"))
            { AfterLastDay = AfterLastDay.Lapses, IsPermission = true, Note = "It is the day from which the plan may cease, and no duty to hurry." },
        .. Periods(new("agreement-2014", On<MediationAgreed>("Agreed in mediation on") with { BarredBy = PeriodAgreedTo }, Decisions, Reg42, Reg44Grounds)
            { Unless = [Of<TribunalOrdered>()] }),
        new("agreed-period-2014", Milestone.Agreement, "Do what was agreed in mediation within the period agreed in writing",
            On<MediationAgreed>("Agreed in mediation on") with { SecondDate = [PeriodAgreedTo], SecondWords = "Period agreed in writing to",
                Needs = PeriodAgreedTo },
            new ByAgreedDate(), [Later<AgreementPerformed>(), .. FinishedPlan], [Any<RequestClosed>(), Ceased], [Coronavirus], Send2014("reg. 42(5)"))
            { Unless = [Of<TribunalOrdered>()] },
        new("agreement-2014", Milestone.Agreement, "Do what was agreed in mediation",
            On<MediationAgreed>("Agreed in mediation on", Is(DisputedDecision.Other)) with { BarredBy = PeriodAgreedTo },
            new WithinWeeksOf(2), [Later<AgreementPerformed>()], [Any<RequestClosed>(), Ceased], [Coronavirus], Send2014("reg. 42(3)"))
            { Unless = [Of<TribunalOrdered>()] },
        new("agreement-told-2014", Milestone.AgreementTold, "Tell the authority, which was no party, what was agreed in mediation",
            On<MediationAgreed>("Agreed in mediation without the authority on", Is(AgreementParty.CommissioningBody)),
            new WithinWeeksOf(1), [], [], [Coronavirus], Send2014("reg. 42(4)")) { AfterLastDay = AfterLastDay.Lapses, Bearer = Bearer.CommissioningBody },
        .. Unopposed(new("unopposed-2014", On<AppealUnopposed>("Tribunal told that the appeal is not opposed on"), Decisions, Reg45, Reg45Grounds)
            { Unless = [Of<TribunalOrdered>(), Of<MediationAgreed>()] }),
        .. Periods(new("reversed-order-2014", On<DecisionReversed>("Decision reversed by order or agreement on"), Decisions, Reg44, Reg44Grounds)
        {
            By = Is(ReversalRoute.TribunalOrder, ReversalRoute.ConsentOrder, ReversalRoute.MediationAgreement), Unless = Stronger, IsDirected = true,
        }),
        .. Unopposed(new("reversed-unopposed-2014", On<DecisionReversed>("Decision reversed on an unopposed appeal on"), Decisions, Reg45, Reg45Grounds)
            { By = Is(ReversalRoute.UnopposedAppeal), Unless = Stronger }),
        .. Periods(new("reversed-unknown-2014", On<DecisionReversed>("Decision reversed, by a route not recorded, on"), Decisions, Reg44, Reg44Grounds)
            { By = Is<ReversalRoute>().OrAbsent, Unless = Stronger, Note = RouteUnknown, IsDirected = true }),
        Conceded("final-plan-conceded-2014", RequestLimits.FinalPlan, "Send the finalised plan: the original limit stands",
            DisputedDecision.RefusalToAssess, DisputedDecision.RefusalToIssue),
        Conceded("refusal-to-issue-conceded-2014", RequestLimits.RefusalToIssue,
            "Notify the family of a decision not to issue a plan: the original limit stands", DisputedDecision.RefusalToAssess),
        new("reassessed-plan-conceded-2014", Milestone.FinalPlanAfterReversal, "Send the plan finalised after a re-assessment",
            On<DecisionReversed>("Refusal to re-assess conceded on", Is(DisputedDecision.RefusalToReassess), Is(ReversalRoute.Conceded)),
            new WithinWeeksOf(14), [.. FinishedPlan, Any<AmendmentRefused>()], [Ceased], FourGrounds("reg. 27(3)"), Send2014("reg. 27(2)"))
            { Unless = Stronger },
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
        new(Send2014("reg. 44(2)(b)"), Send2014("reg. 44(2)(c)"), Send2014("reg. 44(2)(e)"), Send2014("reg. 44(2)(f)"), Send2014("reg. 44(2)(g), (h)"));

    private static ByDecision<LegalSource> Reg42 =>
        new(Send2014("reg. 42(2) with 44(2)(b)"), Send2014("reg. 42(2) with 44(2)(c)"), Send2014("reg. 42(2) with 44(2)(e)"),
            Send2014("reg. 42(2) with 44(2)(f)"),
            Send2014("reg. 42(2) with 44(2)(g)"));

    private static ByDecision<LegalSource> Reg45 =>
        new(Send2014("reg. 45(3), (3A)"), Send2014("reg. 45(6)"), Send2014("reg. 45(4)"), Send2014("reg. 45(5)"),
            Send2014("reg. 45, on an appeal against ceasing the plan"));

    // Reg. 44(3) speaks of the periods of (2)(b) and (c) alone, as far as could be read.
    private static ByDecision<ImmutableArray<AllowedGround>> Reg44Grounds =>
        new(GroundsAfterAppeal("reg. 44(3)"), GroundsAfterAppeal("reg. 44(3)"), [Coronavirus], [Coronavirus], [Coronavirus]);

    private static ByDecision<ImmutableArray<AllowedGround>> Reg45Grounds =>
        new(GroundsAfterAppeal("reg. 45(7)"), GroundsAfterAppeal("reg. 45(7)"), GroundsAfterAppeal("reg. 45(7)"), GroundsAfterAppeal("reg. 45(7)"),
            [Coronavirus]);

    private static ImmutableArray<FactMatch> Stronger => [Of<TribunalOrdered>(), Of<MediationAgreed>(), Of<AppealUnopposed>()];

    private static ImmutableArray<FactMatch> FinishedPlan => [Any<FinalPlanSent>(), Any<AmendedPlanSent>()];

    private static ImmutableArray<FactMatch> AmendedPlan => [Any<AmendedPlanSent>(), Any<FinalPlanSent>()];

    private static LimitTrigger Ordered(string what, TribunalOrder order) => On<TribunalOrdered>($"Tribunal ordered {what} on", Is(order));

    /// <summary>The periods of reg. 45, which were others before 23 March 2015.</summary>
    private static IEnumerable<TimeLimit> Unopposed(RouteOfReversal route)
    {
        foreach (var limit in Periods(route))
        {
            var isOfContents = limit.Id.StartsWith("amended-plan-contents", StringComparison.Ordinal);
            var isOfNotice = limit.Milestone == Milestone.AssessmentNoticeAfterReversal;
            var isSubstituted = isOfContents || limit.Source == route.Law.Assess;
            yield return !isSubstituted ? limit
                : limit with { Id = limit.Id.Replace("-2014", "-2015", StringComparison.Ordinal), InForceFrom = Reg45Substituted };
            if (isOfContents || isOfNotice)
            {
                yield return limit with
                {
                    Shape = new WithinWeeksOf(4),
                    InForceTo = Reg45Substituted.AddDays(-1),
                    Source = Send2014(limit.Source.Provision + " as made"),
                };
            }
        }
    }

    /// <summary>The same, but that a day which the tribunal directs replaces the period: reg. 44(1).</summary>
    private static TimeLimit Directed(TimeLimit limit, DirectedStep step, bool isLast) => limit with
    {
        Shape = new OrDirected(limit.Shape),
        Trigger = limit.Trigger with
        {
            SecondDate =
            [
                limit.Trigger.Type == FactCatalogue.Of<TribunalOrdered>()
                    ? TriggerDate.Where<TribunalOrdered>(nameof(TribunalOrdered.DirectedTo), "directedFor", ordered =>
                        Counts(ordered.DirectedFor, step, isLast))
                    : TriggerDate.Where<DecisionReversed>(
                        nameof(DecisionReversed.DirectedTo), "directedFor", reversed => Counts(reversed.DirectedFor, step, isLast)),
            ],
            SecondWords = "The tribunal directed it by",
        },
    };

    private static bool Counts(DirectedStep? directedFor, DirectedStep step, bool isLast) => directedFor is { } named ? named == step : isLast;

    /// <summary>The periods that every route but a concession has, with the provision of that route.</summary>
    private static ImmutableArray<TimeLimit> Periods(RouteOfReversal route) =>
    [
        route.Limit("assessment-notice-assess", Milestone.AssessmentNoticeAfterReversal, "Notify the family that there will be an assessment",
            route.Decisions.Assess, new WithinWeeksOf(2), route.Law.Assess,
            [Any<AssessmentDecided>().With(AssessmentDecision.Assess), Any<ReassessmentDecided>().With(AssessmentDecision.Assess)],
                [Any<DraftPlanServed>(), Any<IssueDecided>(), Any<FinalPlanSent>(), Any<AmendedPlanSent>()], route.Grounds.Assess,
                DirectedStep.AssessmentNotice),
        route.Limit("refusal-to-issue-assess", Milestone.RefusalToIssueAfterReversal, "Notify the family of a decision not to issue a plan",
            route.Decisions.Assess, new WithinWeeksOf(10), route.Law.Assess,
            [Any<IssueDecided>().With(IssueDecision.NotIssue)],
                [Any<IssueDecided>().With(IssueDecision.Issue), .. FinishedPlan, Any<AmendmentRefused>(), Ceased], route.Grounds.Assess) with
            { AfterLastDay = AfterLastDay.StaysOpen },
        route.Limit("final-plan-assess", Milestone.FinalPlanAfterReversal, "Send the finalised plan", route.Decisions.Assess, new WithinWeeksOf(14),
            route.Law.Assess,
            [.. FinishedPlan, Any<AmendmentRefused>()], [Any<IssueDecided>().With(IssueDecision.NotIssue), Any<RequestClosed>(), Ceased], route.Grounds.Assess,
            DirectedStep.FinalPlan, isLast: true),
        route.Limit("draft-plan-make", Milestone.DraftPlanAfterReversal, "Send the draft plan", route.Decisions.MakePlan, new WithinWeeksOf(5),
            route.Law.MakePlan,
            [Any<DraftPlanServed>()], [Any<FinalPlanSent>(), Any<RequestClosed>()], route.Grounds.MakePlan, DirectedStep.DraftPlan),
        route.Limit("final-plan-make", Milestone.FinalPlanAfterReversal, "Send the finalised plan", route.Decisions.MakePlan, new WithinWeeksOf(11),
            route.Law.MakePlan,
            [Any<FinalPlanSent>()], [Any<RequestClosed>(), Ceased], route.Grounds.MakePlan, DirectedStep.FinalPlan, isLast: true),
        route.Limit("amended-plan-contents", Milestone.AmendedPlanAfterReversal, "Send the amended plan", route.Decisions.Contents, new WithinWeeksOf(5),
            route.Law.Contents, AmendedPlan, [Ceased], route.Grounds.Contents, DirectedStep.AmendedPlan, isLast: true),
        route.Limit("amended-plan-placement", Milestone.AmendedPlanAfterReversal, "Send the plan amended in the school or type of school it names",
            route.Decisions.Placement, new WithinWeeksOf(2), route.Law.Placement, AmendedPlan, [Ceased], route.Grounds.Placement,
            DirectedStep.AmendedPlan, isLast: true),
        route.Limit("continue-plan-cease", Milestone.ContinuePlan, "Continue to maintain the plan", route.Decisions.Cease, new Immediately(), route.Law.Cease,
            [], [], route.Grounds.Cease) with
            { AfterLastDay = AfterLastDay.Met, Note = $"{route.Note} It is met when the plan is still in being on the day after.".TrimStart() },
    ];

    /// <summary>The limit of the request itself, which a concession without an order leaves as it was.</summary>
    private static TimeLimit Conceded(string id, TimeLimit original, string duty, params ImmutableArray<DisputedDecision> reversed) => original with
    {
        Id = id,
        Duty = duty,
        Trigger = On<DecisionReversed>("Refusal reversed without an order on", Is(reversed), Is(ReversalRoute.Conceded).OrAbsent) with
        {
            SecondDate = [RequestReceivedOn],
            SecondWords = "Request received on",
            Needs = RequestReceivedOn,
        },
        Shape = new FromOriginal(original.Shape),
        EndedBy = [],
        ClosedBy = [],
        Refusals = [],
        ForDetainedPersons = null,
        Unless = Stronger,
        Note = "A concession without an order leaves the original limit as it was: R (W) v Hertfordshire CC [2023] EWHC 3138 (Admin).",
    };

    /// <summary>Something for each group of decisions that share their periods.</summary>
    private sealed record ByDecision<T>(T Assess, T MakePlan, T Contents, T Placement, T Cease);

    /// <summary>How a decision came to be reversed: the event that says so, which decision it means, and the provision that sets its periods.</summary>
    private sealed record RouteOfReversal(
        string Id, LimitTrigger Trigger, ByDecision<FieldTest> Decisions, ByDecision<LegalSource> Law, ByDecision<ImmutableArray<AllowedGround>> Grounds)
    {
        internal FieldTest? By { get; init; }

        internal ImmutableArray<FactMatch> Unless { get; init; } = [];

        internal string Note { get; init; } = "";

        /// <summary>Whether a day directed by the tribunal replaces its periods.</summary>
        internal bool IsDirected { get; init; }

        internal TimeLimit Limit(
            string name, Milestone milestone, string duty, FieldTest decided, LimitShape shape, LegalSource law, ImmutableArray<FactMatch> endedBy,
            ImmutableArray<FactMatch> closedBy, ImmutableArray<AllowedGround> grounds, DirectedStep? step = null, bool isLast = false)
        {
            var trigger = By is null ? Trigger.If(decided) : Trigger.If(decided, By);
            var limit = new TimeLimit($"{name}-{Id}", milestone, duty, trigger, shape, endedBy, closedBy, grounds, law) { Unless = Unless, Note = Note };
            return IsDirected && step is { } directed ? Directed(limit, directed, isLast) : limit;
        }
    }
}

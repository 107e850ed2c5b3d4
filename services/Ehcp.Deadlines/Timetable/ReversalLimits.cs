using System.Collections.Immutable;
using static Ehcp.Deadlines.Provisions;

namespace Ehcp.Deadlines;

/// <summary>
/// What follows when a decision is reversed: by order (reg. 44), by agreement in mediation (reg. 42, the periods of reg. 44), unopposed (reg. 45),
/// or conceded, which leaves the original limit as it was (R (W) v Hertfordshire).
/// </summary>
internal static class ReversalLimits
{
    private const string Milestone = "-after-reversal";

    private const string RouteUnknown = "By what route the decision was reversed is not recorded: this is the limit if it was by order, agreement or an unopposed appeal. If it was conceded without one, the original limit stands.";

    internal static ImmutableArray<TimeLimit> All { get; } =
    [
        .. Periods(new("order", "Tribunal ordered", "tribunal-ordered", "orderedOn", "order", Orders, Reg44, Grounds)),
        new("amended-plan-continued-order-2014", "amended-plan" + Milestone, "Send the plan amended as ordered",
            Ordered("that the plan continues, amended,", "continue-and-amend"), new WithinWeeksOf(5), AmendedPlan, [PlanCeased], Grounds, Send2014("reg. 44(2)(h)", verified: false)),
        new("reconsideration-order-2014", "reconsideration", "Reconsider as the tribunal ordered",
            Ordered("a reconsideration", "reconsider"), new WithinWeeksOf(2), [], [], Grounds, Send2014("reg. 44(2)(d)", verified: false)) { AfterLastDay = AfterLastDay.Lapses },
        new("cease-plan-order-2014", "cease-plan", "Cease to maintain the plan, the appeal against it being dismissed",
            Ordered("the appeal dismissed", "dismiss-cease"), new Immediately(), [PlanCeased], [], Grounds, Send2014("reg. 44(2)(a)", verified: false)) { AfterLastDay = AfterLastDay.Lapses },
        .. Periods(new("agreement", "Agreed in mediation", "mediation-agreed", "agreedOn", "about", Decisions, Reg42, Grounds)
            { BarredBy = "periodAgreedTo", Unless = [new("tribunal-ordered")] }),
        new("agreed-period-2014", "agreement", "Do what was agreed in mediation within the period agreed in writing",
            new("mediation-agreed", "agreedOn", "Agreed in mediation on") { SecondDate = ["periodAgreedTo"], SecondWords = "Period agreed in writing to", Needs = "periodAgreedTo" },
            new ByAgreedDate(), [Any("final-plan-sent"), Any("amended-plan-sent")], [], Grounds, Send2014("reg. 42(5)")) { AfterLastDay = AfterLastDay.Lapses, Unless = [new("tribunal-ordered")] },
        new("agreement-2014", "agreement", "Do what was agreed in mediation",
            new("mediation-agreed", "agreedOn", "Agreed in mediation on", new FieldTest("about", "", "other")) { BarredBy = "periodAgreedTo" },
            new WithinWeeksOf(2), [], [], Grounds, Send2014("reg. 42(3)")) { AfterLastDay = AfterLastDay.Lapses, Unless = [new("tribunal-ordered")] },
        new("agreement-told-2014", "agreement-told", "Tell the authority, which was no party, what was agreed in mediation",
            new("mediation-agreed", "agreedOn", "Agreed in mediation without the authority on", new FieldTest("agreedWith", "authority", "commissioning-body")),
            new WithinWeeksOf(1), [], [], [Coronavirus], Send2014("reg. 42(4)")) { AfterLastDay = AfterLastDay.Lapses },
        .. Periods(new("unopposed", "Tribunal told that the appeal is not opposed", "appeal-unopposed", "notifiedOn", "against", Decisions, Reg45, [Coronavirus])
            { Unless = [new("tribunal-ordered"), new("mediation-agreed")] }),
        .. Periods(new("reversed-order", "Decision reversed by order or agreement", "decision-reversed", "effectiveOn", "reversed", Decisions, Reg44, Grounds)
            { By = ["tribunal-order", "consent-order", "mediation-agreement"], Unless = Stronger }),
        .. Periods(new("reversed-unopposed", "Decision reversed on an unopposed appeal", "decision-reversed", "effectiveOn", "reversed", Decisions, Reg45, [Coronavirus])
            { By = ["unopposed-appeal"], Unless = Stronger }),
        .. Periods(new("reversed-unknown", "Decision reversed, by a route not recorded,", "decision-reversed", "effectiveOn", "reversed", Decisions, Reg44, Grounds)
            { By = [""], Unless = Stronger, Note = RouteUnknown }),
        Conceded("final-plan-conceded-2014", "final-plan", "Send the finalised plan: the original limit stands", 20, ["refusal-to-assess", "refusal-to-issue"], "reg. 13(2)", AfterLastDay.Overdue),
        Conceded("refusal-to-issue-conceded-2014", "refusal-to-issue", "Notify the family of a decision not to issue a plan: the original limit stands", 16, ["refusal-to-assess"], "reg. 10(1)", AfterLastDay.StaysOpen),
        new("reassessed-plan-conceded-2014", "final-plan" + Milestone, "Send the plan finalised after a re-assessment",
            new("decision-reversed", "effectiveOn", "Refusal to re-assess conceded on", new("reversed", "", "refusal-to-reassess"), new("by", "", "conceded")),
            new WithinWeeksOf(14), FinishedPlan, [PlanCeased], FourGrounds("reg. 27(3)"), Send2014("reg. 27(2)")) { Unless = Stronger },
    ];

    private static ByDecision<ImmutableArray<string>> Decisions => new(["refusal-to-assess", "refusal-to-reassess"], ["refusal-to-issue"], ["contents"], ["placement"], ["cease"]);

    private static ByDecision<ImmutableArray<string>> Orders => new(["assess", "reassess"], ["make-plan"], ["amend-contents"], ["amend-placement"], ["continue", "continue-and-amend"]);

    private static ByDecision<LegalSource> Reg44 =>
        new(Unread("reg. 44(2)(b)"), Unread("reg. 44(2)(c)"), Unread("reg. 44(2)(e)"), Unread("reg. 44(2)(f)"), Unread("reg. 44(2)(g), (h)"));

    private static ByDecision<LegalSource> Reg42 =>
        new(Unread("reg. 42(2) with 44(2)(b)"), Unread("reg. 42(2) with 44(2)(c)"), Unread("reg. 42(2) with 44(2)(e)"), Unread("reg. 42(2) with 44(2)(f)"), Unread("reg. 42(2) with 44(2)(g)"));

    private static ByDecision<LegalSource> Reg45 =>
        new(Send2014("reg. 45(3), (3A)"), Unread("reg. 45(6)"), Send2014("reg. 45(4)"), Unread("reg. 45(5)"), Unread("reg. 45(7)"));

    private static ImmutableArray<AllowedGround> Grounds => [new("exceptional-circumstances", "reg. 44(3)"), new("absent-from-area", "reg. 44(3)"), Coronavirus];

    private static ImmutableArray<FactMatch> Stronger => [new("tribunal-ordered"), new("mediation-agreed"), new("appeal-unopposed")];

    private static ImmutableArray<FactMatch> FinishedPlan => [Any("final-plan-sent"), Any("amended-plan-sent")];

    private static ImmutableArray<FactMatch> AmendedPlan => [Any("amended-plan-sent"), Any("final-plan-sent")];

    private static LegalSource Unread(string provision) => Send2014(provision, verified: false);

    private static LimitTrigger Ordered(string what, string order) => new("tribunal-ordered", "orderedOn", $"Tribunal ordered {what} on", new FieldTest("order", "", order));

    /// <summary>The periods that every route but a concession has, with the provision of that route.</summary>
    private static ImmutableArray<TimeLimit> Periods(RouteOfReversal route) =>
    [
        route.Limit("assessment-notice", "assess", "Notify the family that there will be an assessment", route.Codes.Assess, new WithinWeeksOf(2), route.Law.Assess,
            [Any("assessment-decided", "assess"), Any("reassessment-decided", "assess")], [Any("draft-plan-served"), Any("issue-decided"), Any("final-plan-sent"), Any("amended-plan-sent")]),
        route.Limit("refusal-to-issue", "assess", "Notify the family of a decision not to issue a plan", route.Codes.Assess, new WithinWeeksOf(10), route.Law.Assess,
            [Any("issue-decided", "not-issue")], [Any("issue-decided", "issue"), .. FinishedPlan, PlanCeased]) with { AfterLastDay = AfterLastDay.StaysOpen },
        route.Limit("final-plan", "assess", "Send the finalised plan", route.Codes.Assess, new WithinWeeksOf(14), route.Law.Assess,
            FinishedPlan, [Any("issue-decided", "not-issue"), Any("request-closed"), PlanCeased]),
        route.Limit("draft-plan", "make", "Send the draft plan", route.Codes.MakePlan, new WithinWeeksOf(5), route.Law.MakePlan,
            [Any("draft-plan-served")], [Any("final-plan-sent"), Any("request-closed")]),
        route.Limit("final-plan", "make", "Send the finalised plan", route.Codes.MakePlan, new WithinWeeksOf(11), route.Law.MakePlan,
            [Any("final-plan-sent")], [Any("request-closed"), PlanCeased]),
        route.Limit("amended-plan", "contents", "Send the amended plan", route.Codes.Contents, new WithinWeeksOf(5), route.Law.Contents, AmendedPlan, [PlanCeased]),
        route.Limit("amended-plan", "placement", "Send the plan amended in the school or type of school it names", route.Codes.Placement, new WithinWeeksOf(2), route.Law.Placement, AmendedPlan, [PlanCeased]),
        route.Limit("continue-plan", "cease", "Continue to maintain the plan", route.Codes.Cease, new Immediately(), route.Law.Cease, [], []) with { AfterLastDay = AfterLastDay.Lapses },
    ];

    private static TimeLimit Conceded(string id, string milestone, string duty, int weeks, ImmutableArray<string> reversed, string provision, AfterLastDay afterLastDay) =>
        new(id, milestone, duty,
            new("decision-reversed", "effectiveOn", "Refusal reversed without an order on", new("reversed", "", reversed), new("by", "", "conceded", ""))
            { SecondDate = ["receivedOn"], SecondWords = "Request received on", Needs = "receivedOn" },
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
        string Id, string Words, string EventType, string DateField, string CodeField, ByDecision<ImmutableArray<string>> Codes, ByDecision<LegalSource> Law, ImmutableArray<AllowedGround> Grounds)
    {
        internal ImmutableArray<string> By { get; init; } = [];

        internal string? BarredBy { get; init; }

        internal ImmutableArray<FactMatch> Unless { get; init; } = [];

        internal string Note { get; init; } = "";

        internal TimeLimit Limit(
            string milestone, string group, string duty, ImmutableArray<string> codes, LimitShape shape, LegalSource law, ImmutableArray<FactMatch> endedBy, ImmutableArray<FactMatch> closedBy)
        {
            var test = new FieldTest(CodeField, "", codes);
            var trigger = new LimitTrigger(EventType, DateField, Words + " on", By.IsEmpty ? [test] : [test, new("by", "", By)]) { BarredBy = BarredBy };
            return new($"{milestone}-{group}-{Id}-2014", milestone == "continue-plan" ? milestone : milestone + Milestone, duty, trigger, shape, endedBy, closedBy, Grounds, law)
            {
                Unless = Unless,
                Note = Note,
            };
        }
    }
}

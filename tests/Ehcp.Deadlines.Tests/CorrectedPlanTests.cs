using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

/// <summary>R (L, M, P) v Devon whole, transfers by purpose, plans held at go-live, the under-fives, moves and appeals.</summary>
public sealed class CorrectedPlanTests
{
    [Fact]
    public void A_decision_to_amend_is_complete_with_its_amendments_alone()
    {
        AskedFact[] decided = [Held("2026-03-02"), Decided("2026-03-27", "amend")];

        Assert.Equal(ClockState.Overdue, Folded(decided).State("review-decision", on: "2026-04-01"));
        Assert.Equal(ClockState.Met, Folded([.. decided, Notice("2026-03-30")]).State("review-decision", on: "2026-12-31"));
        Assert.Equal(ClockState.Missed, Folded([.. decided, Notice("2026-03-31")]).State("review-decision", on: "2026-12-31"));
    }

    [Fact]
    [Pins("next-annual-review-noticed-2014")]
    public void The_notice_alone_is_the_decision_and_completes_the_review()
    {
        var timeline = Folded([PlanSent("2025-06-02"), Held("2026-03-02"), Notice("2026-03-20"), Amended("2026-05-20")]);

        Assert.Equal(ClockState.Met, timeline.State("review-decision", on: "2027-01-01"));
        Assert.Equal(Day("2026-03-20"), timeline.Clock("annual-review", "final-plan-sent/1").EndedOn);
        Assert.Equal(Day("2027-03-19"), timeline.Clock("annual-review", "amendment-notice-sent/1").LastDay);
        Assert.Equal(("amend", Day("2026-03-20")), (timeline.Reviews[0].Decision, timeline.Reviews[0].DecidedOn));
    }

    [Fact]
    public void Amendments_without_a_meeting_complete_no_review()
    {
        var timeline = Folded([PlanSent("2025-06-02"), Notice("2026-03-20"), Amended("2026-05-04")]);

        Assert.Null(timeline.Clock("annual-review", "final-plan-sent/1").EndedOn);
        Assert.DoesNotContain(timeline.Clocks, clock => clock.Id == "amendment-notice-sent/1" && clock.Milestone == "annual-review");
    }

    [Fact]
    public void The_amendments_of_a_review_do_not_complete_the_next_one() => Assert.Null(
        Folded([Held("2026-03-02"), Decided("2026-03-20", "amend"), Notice("2026-03-27"), Amended("2026-05-20")])
            .Clock("annual-review", "review-decided/1").EndedOn);

    // Reg. 18(1): review and amend, where necessary.
    [Theory]
    [InlineData("maintain", 2026, ClockState.Met)]
    [InlineData("maintain", 2027, ClockState.Overdue)]
    [InlineData("maintain", null, ClockState.Overdue)]
    [InlineData("amend", 2026, ClockState.Overdue)]
    public void A_plan_that_names_the_next_setting_already_is_left_as_it_is(string decision, int? year, ClockState state) => Assert.Equal(
        state,
        Folded([Transfer(2026, "other"), Held("2025-11-03"), With(Decided("2025-11-24", decision), year)]).State("phase-transfer", on: "2026-12-31"));

    [Fact]
    public void An_ordinary_amended_plan_meets_no_transfer() => Assert.Equal(
        ClockState.Overdue, Folded([Transfer(2026, "other"), Amended("2025-09-20")]).State("phase-transfer", on: "2026-12-31"));

    // Reg. 18(3): 31 May in the first year.
    [Theory]
    [Pins("phase-transfer-post-16-first-year-2014")]
    [InlineData("2015-09-01", "2015-05-30")]
    [InlineData("2016-09-01", "2016-03-30")]
    public void In_the_first_year_the_last_day_was_in_May(string on, string lastDay) => Assert.Equal(
        Day(lastDay),
        Folded([Fact("phase-transfer-due", ("year", Day(on).Year), ("phase", "secondary-to-post-16"), ("transferOn", on))]).Clock("phase-transfer").LastDay);

    [Fact]
    [Pins("annual-review-held-2014", "under-fives-review-held-2015")]
    public void A_plan_held_at_go_live_starts_its_review_and_no_request()
    {
        var timeline = Folded([Fact("plan-held", ("heldOn", "2026-04-01"), ("madeOn", "2019-05-20"), ("lastReviewedOn", "2025-11-10"))]);

        Assert.Empty(timeline.Requests);
        Assert.Empty(timeline.CannotCompute);
        Assert.Equal(("annual-review", Day("2026-11-09")), (timeline.Clocks.Single().Milestone, timeline.Clocks.Single().LastDay));
        Assert.Equal(
            Day("2026-05-19"), Folded([Fact("plan-held", ("heldOn", "2026-04-01"), ("madeOn", "2025-05-20"))]).Clock("annual-review", "plan-held/1").LastDay);
        Assert.Equal(
            "plan-held has no lastReviewedOn or madeOn.",
            Folded([Fact("plan-held", ("heldOn", "2026-04-01"))]).Clock("annual-review", "plan-held/1").CannotComputeBecause);
        Assert.Equal(
            Day("2026-05-10"),
            Folded([Fact("plan-held", ("heldOn", "2026-04-01"), ("lastReviewedOn", "2025-11-10")), Described(-1)])
                .Clock("under-fives-review", "plan-held/1").LastDay);
    }

    // Code of Practice, para. 9.178.
    [Theory]
    [Pins("under-fives-review-2015", "under-fives-next-review-2015")]
    [InlineData(-2, true)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(4, false)]
    public void The_plan_of_a_child_under_five_is_looked_at_every_six_months(int yearGroup, bool runs)
    {
        var timeline = Folded([PlanSent("2026-01-05"), Held("2026-05-04"), Decided("2026-06-01", "maintain"), Described(yearGroup)]);

        Assert.Equal(
            runs ? ["final-plan-sent/1 2026-07-05", "review-decided/1 2026-12-01"] : [],
            timeline.Clocks.Where(clock => clock.Milestone == "under-fives-review").Select(clock => $"{clock.Id} {clock.LastDay:yyyy-MM-dd}"));
    }

    // Reg. 15 is about another authority in England.
    [Theory]
    [InlineData(null, true)]
    [InlineData("england", true)]
    [InlineData("wales", false)]
    [InlineData("abroad", false)]
    public void A_move_out_of_England_transfers_no_plan(string? destination, bool runs) => Assert.Equal(
        runs,
        Folded([PlanSent("2025-01-06"), Fact("move-notified", [("awareOn", "2026-03-02"), ("movesOn", "2026-03-23"), .. destination is null ? []
            : new (string, object)[] { ("destination", destination) }])]).Clocks.Any(clock => clock.Milestone == "plan-transfer"));

    // Section 45(4): throughout every appeal period of the decision.
    [Fact]
    public void A_plan_is_kept_through_the_longest_appeal_period_of_the_decision()
    {
        AskedFact[] certified = [Decided("2026-03-17", "cease"), Certificate("2026-05-12")];

        Assert.Equal(Day("2026-06-12"), Folded(certified).Clock("keep-plan").LastDay);
        Assert.Equal(
            Folded(certified).Clocks.Where(clock => clock.Milestone == "appeal").Max(clock => clock.LastDay), Folded(certified).Clock("keep-plan").LastDay);
        Assert.Equal(ClockState.Missed, Folded([.. certified, Ceased("2026-05-18")]).State("keep-plan", on: "2026-12-31"));
        Assert.Equal(ClockState.Met, Folded([.. certified, Ceased("2026-06-13")]).State("keep-plan", on: "2026-12-31"));
        Assert.Equal(Day("2026-05-18"), Folded([Decided("2026-03-16", "cease")]).Clock("keep-plan").LastDay); // Saturday 16 May
        Assert.Contains("ask the tribunal before the plan ceases", Explained(Folded(certified).Clock("keep-plan")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, ClockState.Met)]
    [InlineData("2026-04-01", null, ClockState.CannotCompute)]
    [InlineData("2026-04-01", "2026-07-01", ClockState.CannotCompute)]
    [InlineData("2026-04-01", "2026-06-30", ClockState.Met)]
    [InlineData("2026-03-15", null, ClockState.Met)] // against an earlier decision
    public void Nor_does_it_cease_while_an_appeal_runs(string? appealedOn, string? endedOn, ClockState state)
    {
        var timeline = Folded(
        [
            Decided("2026-03-16", "cease"), Ceased("2026-06-30"),
            .. appealedOn is null ? [] : new[] { Fact("appeal-received", ("receivedOn", appealedOn), ("against", "cease")) },
            .. endedOn is null ? [] : new[] { Fact("appeal-ended", ("endedOn", endedOn), ("how", "withdrawn")) },
        ]);

        Assert.Equal(state, timeline.State("keep-plan", on: "2026-12-31"));
        Assert.Equal(state == ClockState.Met ? 0 : 1, timeline.CannotCompute.Length);
    }

    // The authority hears of an appeal weeks after it was lodged; it was pending from the day it was lodged.
    [Theory]
    [InlineData("2026-05-18", true)]
    [InlineData("2026-07-10", false)]
    public void A_plan_that_ceased_after_the_appeal_was_lodged_ceased_too_early(string lodgedOn, bool isTooEarly)
    {
        var timeline = Folded([
            Decided("2026-03-16", "cease"), Ceased("2026-06-30"),
            Fact("appeal-received", ("receivedOn", "2026-07-20"), ("lodgedOn", lodgedOn), ("against", "cease")),
        ]);

        Assert.Equal(
            isTooEarly
                ? ["plan-ceased of 30 June 2026 came while the appeal of 20 July 2026 had not ended, as far as is recorded; the plan must be kept until then."]
                : [],
            timeline.CannotCompute.Select(told => told.Reason));
    }

    [Theory]
    [InlineData("2026-05-20", null, null, "appeal-received")]           // learnt of after the last day: it may have been in time
    [InlineData("2026-05-20", "2026-05-18", "2026-05-18", null)]        // lodged on Monday, the last day
    [InlineData("2026-05-20", "2026-05-19", null, "appeal-received")]   // lodged late
    [InlineData("2026-05-18", null, "2026-05-18", null)]
    public void The_day_on_which_it_was_lodged_decides(string receivedOn, string? lodgedOn, string? endedOn, string? closedBy)
    {
        var appeal = Fact("appeal-received", [("receivedOn", receivedOn), ("against", "refusal-to-assess"), .. lodgedOn is null ? []
            : new (string, object)[] { ("lodgedOn", lodgedOn) }]);
        var clock = Folded([Assessed("2026-03-16", "refuse"), appeal]).Clock("appeal", "assessment-decided/1");

        Assert.Equal((endedOn is null ? null : Day(endedOn), closedBy), (clock.EndedOn, clock.ClosedBy));
        Assert.Contains("by 5 pm", Explained(clock), StringComparison.Ordinal);
    }

    [Fact]
    public void An_appeal_about_the_placement_alone_needs_no_certificate() => Assert.Contains(
        "needs no certificate (section 55(2) of the Act)", Explained(Folded([PlanSent("2026-01-05")]).Clock("mediation-contact", "final-plan-sent/1")),
        StringComparison.Ordinal);

    [Theory]
    [Pins("advice-code-2015")]
    [InlineData("health", "reg. 8(1)", true)]
    [InlineData("educational-psychology", "para. 9.52", false)]
    [InlineData("school", "para. 9.52", false)]
    [InlineData("social-care", "para. 9.52", false)]
    public void Who_regulation_8_does_not_bind_is_asked_by_the_Code(string type, string provision, bool hasExemptions)
    {
        var clock = Folded([Fact("advice-requested", ("adviceId", "a"), ("adviceType", type), ("requestedOn", "2026-02-16"))]).Clock("advice", "1/a");

        Assert.Equal((Day("2026-03-30"), true), (clock.LastDay, CitationOf(clock).EndsWith(provision, StringComparison.Ordinal)));
        Assert.Equal(hasExemptions, !Rule(clock.Rule)!.Grounds.IsEmpty);
    }

    private static AskedFact Held(string on) => Fact("review-meeting-held", ("heldOn", on));

    private static AskedFact Notice(string on) => Fact("amendment-notice-sent", ("sentOn", on));

    private static AskedFact Amended(string on) => Fact("amended-plan-sent", ("sentOn", on));

    private static AskedFact Decided(string on, string decision) => Fact("review-decided", ("notifiedOn", on), ("decision", decision));

    private static AskedFact With(AskedFact decided, int? year) => decided with { Fact = ((ReviewDecided)decided.Fact) with { PhaseTransferYear = year } };

    private static AskedFact Transfer(int year, string phase) => Fact("phase-transfer-due", ("year", year), ("phase", phase));

    private static AskedFact Described(int yearGroup) => Fact("case-described", ("yearGroup", yearGroup));

    private static AskedFact Certificate(string on) => Fact("mediation-certificate-issued", ("issuedOn", on));

    private static AskedFact Ceased(string on) => Fact("plan-ceased", ("ceasedOn", on), ("reason", "9"));
}

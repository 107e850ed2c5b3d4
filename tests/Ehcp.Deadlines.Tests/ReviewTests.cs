using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ReviewTests
{
    // CFA s. 44(1): 12 months starting with the date the plan was first made.
    [Theory]
    [Pins("annual-review-2014")]
    [InlineData("2026-01-05", "2027-01-04")]
    [InlineData("2024-02-29", "2025-02-28")] // no 29 February in 2025: the period ends with the month
    [InlineData("2024-02-28", "2025-02-27")]
    [InlineData("2024-03-01", "2025-02-28")]
    [InlineData("2023-02-28", "2024-02-27")]
    [InlineData("2023-03-01", "2024-02-29")]
    public void The_first_review_is_complete_within_12_months_beginning_with_the_plan(string sentOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([PlanSent(sentOn)]).Clock("annual-review", "final-plan-sent/1").LastDay);

    [Theory]
    [Pins("next-annual-review-2014")]
    [InlineData("maintain", true)]
    [InlineData("amend", true)]
    [InlineData("cease", false)]
    public void The_next_review_runs_from_the_last_one_unless_the_plan_ceases(string decision, bool runs)
    {
        var timeline = Folded([Decided("2026-05-01", decision, "7")]);

        Assert.Equal(runs ? Day("2027-04-30") : null, timeline.Clocks.SingleOrDefault(clock => clock.Milestone == "annual-review")?.LastDay);
        Assert.All(timeline.Clocks.Where(clock => clock.Milestone == "annual-review"), clock => Assert.Equal("review-decided/7", clock.Id));
    }

    [Fact]
    public void A_review_ends_the_wait_for_it_and_a_ceased_plan_has_none()
    {
        var reviewed = Folded([PlanSent("2026-01-05"), Decided("2027-01-04", "maintain").Id("a"), Decided("2028-01-04", "maintain", "2").Id("b")]);

        Assert.Equal(ClockState.Met, reviewed.State("annual-review", on: "2030-01-01", "final-plan-sent/1"));
        Assert.Equal(Day("2027-01-04"), reviewed.Clock("annual-review", "final-plan-sent/1").EndedOn);
        Assert.Equal(Day("2028-01-04"), reviewed.Clock("annual-review", "review-decided/1").EndedOn);
        Assert.Equal(ClockState.Missed, reviewed.State("annual-review", on: "2030-01-01", "review-decided/1")); // 3 January was the last day
        Assert.Equal(ClockState.Overdue, reviewed.State("annual-review", on: "2030-01-01", "review-decided/2"));
        Assert.Equal(ClockState.NotApplicable, Folded([PlanSent("2026-01-05"), Ceased("2026-08-31")])
            .State("annual-review", on: "2030-01-01", "final-plan-sent/1"));
    }

    // Regs 20 and 21, R (L, M, P) v Devon CC [2022] EWHC 493 (Admin): 2 weeks for the report, 4 for the decision, 4 + 8 for the plan.
    [Fact]
    [Pins("review-notice-2014", "review-report-2014", "review-decision-2014", "amended-plan-after-review-undecided-2014")]
    public void A_review_meeting_starts_the_weeks_of_a_review()
    {
        var timeline = Folded([Held("2026-03-02")]);

        Assert.Equal(
            [("review-notice", Day("2026-02-16")), ("review-report", Day("2026-03-16")), ("review-decision", Day("2026-03-30")),
                ("amended-plan-after-review", Day("2026-05-25"))],
            timeline.Clocks.Select(clock => (clock.Milestone, clock.LastDay!.Value)));
        Assert.All(timeline.Clocks, clock => Assert.Equal("1", clock.Id));
        Assert.Equal(
            [ClockState.Open, ClockState.Overdue, ClockState.Overdue, ClockState.Open],
            timeline.Clocks.Select(clock => StateOf(clock, Day("2026-05-26"))));
    }

    [Theory]
    [InlineData("2026-03-16", "2026-03-30", ClockState.Met)]
    [InlineData("2026-03-17", "2026-03-31", ClockState.Missed)]
    public void Report_and_decision_are_in_time_to_their_last_day(string reportOn, string decidedOn, ClockState state)
    {
        var timeline = Folded([Held("2026-03-02"), Fact("review-report-sent", ("sentOn", reportOn)), Decided(decidedOn, "maintain")]);

        Assert.Equal(state, timeline.State("review-report", on: "2026-12-31"));
        Assert.Equal(state, timeline.State("review-decision", on: "2026-12-31"));
    }

    [Theory]
    [Pins("amended-plan-after-review-2014")]
    [InlineData("amend", ClockState.Overdue)]
    [InlineData("maintain", ClockState.NotApplicable)]
    [InlineData("cease", ClockState.NotApplicable)]
    public void Once_decided_12_weeks_bind_only_an_amendment(string decision, ClockState state)
    {
        var timeline = Folded([Held("2026-03-02"), Decided("2026-03-20", decision)]);

        Assert.Equal(Day("2026-05-25"), timeline.Clock("amended-plan-after-review").LastDay);
        Assert.Equal(state, timeline.State("amended-plan-after-review", on: "2026-05-26"));
    }

    [Theory]
    [InlineData("2026-05-25", ClockState.Met)]
    [InlineData("2026-05-26", ClockState.Missed)]
    public void The_amended_plan_ends_the_12_weeks(string sentOn, ClockState state) => Assert.Equal(
        state,
        Folded([Held("2026-03-02"), Notice("2026-03-30"), Fact("amended-plan-sent", ("sentOn", sentOn))]).State("amended-plan-after-review", on: "2026-12-31"));

    // Reg. 22(2)(c): 15 days beginning with service. Reg. 22(3), (4): 8 weeks.
    [Fact]
    [Pins("amendment-representations-2014", "amended-plan-2014")]
    public void A_notice_of_amendments_gives_the_family_15_days_and_the_authority_8_weeks()
    {
        var timeline = Folded([Notice("2026-03-30")]);

        Assert.Equal(Day("2026-04-13"), timeline.Clock("amendment-representations").LastDay);
        Assert.Equal(Day("2026-05-25"), timeline.Clock("amended-plan").LastDay);
        Assert.Equal(ClockState.Met, timeline.State("amendment-representations", on: "2026-04-14"));
        Assert.Equal(ClockState.Overdue, timeline.State("amended-plan", on: "2026-05-26"));
    }

    [Fact]
    public void A_later_decision_not_to_amend_ends_the_8_weeks_and_an_earlier_one_does_not()
    {
        Assert.Equal(Day("2026-05-01"), Folded([Notice("2026-03-30"), Decided("2026-05-01", "maintain")]).Clock("amended-plan").EndedOn);
        Assert.Equal(ClockState.Open, Folded([Notice("2026-03-30"), Decided("2026-03-29", "maintain")]).State("amended-plan", on: "2026-04-01"));
        Assert.Equal("review-decided", Folded([Notice("2026-03-30"), Decided("2026-05-01", "cease")]).Clock("amended-plan").ClosedBy);
    }

    [Fact]
    public void Each_review_has_its_own_clocks()
    {
        var timeline = Folded([Held("2025-03-03", "1").Id("a"), Held("2026-03-02", "2").Id("b"), Decided("2026-03-10", "maintain", "2")]);

        Assert.Equal(ClockState.Overdue, timeline.State("review-decision", on: "2026-12-31", "1"));
        Assert.Equal(ClockState.Met, timeline.State("review-decision", on: "2026-12-31", "2"));
    }

    [Fact]
    public void A_decision_before_its_meeting_cannot_be_computed() => Assert.Equal(
        "review-decided of 1 March 2026 is before review-meeting-held of 2 March 2026.",
        Folded([Held("2026-03-02"), Decided("2026-03-01", "maintain")]).Clock("review-decision").CannotComputeBecause);

    // CFA s. 45(4): not before the time to appeal has passed.
    [Fact]
    [Pins("keep-plan-2014")]
    public void A_plan_to_be_ceased_is_kept_through_the_time_to_appeal()
    {
        Assert.Equal(Day("2026-05-05"), Folded([Decided("2026-03-02", "cease")]).Clock("keep-plan").LastDay);
        Assert.Equal(Day("2026-09-01"), Folded([Decided("2026-06-15", "cease")]).Clock("keep-plan").LastDay); // 15 August
        Assert.Equal(ClockState.Met, Folded([Decided("2026-03-02", "cease"), Ceased("2026-05-06")]).State("keep-plan", on: "2026-12-31"));
        var early = Folded([Decided("2026-03-02", "cease"), Ceased("2026-05-05")]).Clock("keep-plan");
        Assert.Equal(ClockState.Missed, StateOf(early, Day("2026-12-31")));
        Assert.Contains("Ended on Tuesday 5 May 2026, before the period had passed.", Explained(early), StringComparison.Ordinal);
        Assert.Equal("appeal-received", Folded([Decided("2026-03-02", "cease"), Fact("appeal-received", ("receivedOn", "2026-04-01"), ("against", "cease"))])
            .Clock("keep-plan").ClosedBy);
    }

    [Fact]
    public void Twelve_months_show_their_working() => Assert.Equal(
        "Plan made on Thursday 29 February 2024. S. 44(1): 12 months beginning with that day. 12 months from 29 February 2024 is 28 February 2025, the last "
            + "day of that month, "
        + "and the period ends with it. Last day Friday 28 February 2025.",
        Explained(Folded([PlanSent("2024-02-29")]).Clock("annual-review", "final-plan-sent/1")));

    [Fact]
    public void Weeks_before_a_meeting_show_their_working() => Assert.Equal(
        "Review meeting held on Monday 2 March 2026. Regs 20(3), (4) and 21(3), (4): at least 2 weeks before. 2 × 7 = 14 days before. Last day Monday 16 "
            + "February 2026. Whether two weeks mean clear weeks, so that the day before is the last, can be argued. Until notice is recorded nobody is shown "
                + "to "
            + "be late.",
        Explained(Folded([Held("2026-03-02")]).Clock("review-notice")));

    private static AskedFact Held(string on, string review = "1") => Fact("review-meeting-held", ("heldOn", on), ("reviewId", review));

    private static AskedFact Notice(string on) => Fact("amendment-notice-sent", ("sentOn", on));

    private static AskedFact Decided(string on, string decision, string review = "1") =>
        Fact("review-decided", ("notifiedOn", on), ("decision", decision), ("reviewId", review));

    private static AskedFact Ceased(string on) => Fact("plan-ceased", ("ceasedOn", on), ("reason", "9"));
}

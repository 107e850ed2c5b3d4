using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class TwentyWeekProcessTests
{
    [Theory]
    [Pins("final-plan-2014")]
    [InlineData("2025-01-06", "2025-05-26")] // the last day is a bank holiday, and does not move
    [InlineData("2023-10-31", "2024-03-19")] // through 29 February
    [InlineData("2026-01-05", "2026-05-25")] // the worked example of the statutory timetable
    [InlineData("2014-09-01", "2015-01-19")] // the first day of the regulations
    [InlineData("2025-08-12", "2025-12-30")] // summer and Christmas holidays count
    public void The_final_plan_is_due_20_calendar_weeks_after_receipt(string receivedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Received(receivedOn)]).Clock("final-plan").LastDay);

    [Theory]
    [Pins("decision-to-assess-2014")]
    [InlineData("2026-01-05", "2026-02-16")] // D + 42
    [InlineData("2024-01-19", "2024-03-01")] // through 29 February
    public void The_decision_to_assess_is_due_6_weeks_after_receipt(string receivedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Received(receivedOn)]).Clock("decision-to-assess").LastDay);

    [Theory]
    [Pins("refusal-to-issue-2014")]
    [InlineData("2026-01-05", "2026-04-27")] // D + 112
    [InlineData("2025-09-05", "2025-12-26")] // Boxing Day counts
    public void A_refusal_to_issue_is_due_16_weeks_after_receipt(string receivedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Received(receivedOn)]).Clock("refusal-to-issue").LastDay);

    [Fact]
    public void A_request_starts_three_clocks_in_the_order_of_the_process()
    {
        var timeline = Folded([Received("2026-01-05")]);

        Assert.Equal(["decision-to-assess", "refusal-to-issue", "final-plan"], timeline.Clocks.Select(clock => clock.Milestone));
        Assert.All(timeline.Clocks, clock => Assert.Equal((Day("2026-01-05"), "request-received", "1"), (clock.StartedOn!.Value, clock.Trigger, clock.Id)));
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    [Pins("decision-to-assess-2014-responsible", "refusal-to-issue-2014-responsible", "final-plan-2014-responsible")]
    public void Becoming_responsible_starts_the_same_limits()
    {
        var timeline = Folded([Received("2026-01-05", route: "became-responsible")]);

        Assert.Equal([Day("2026-02-16"), Day("2026-04-27"), Day("2026-05-25")], timeline.Clocks.Select(clock => clock.LastDay!.Value));
        Assert.All(timeline.Clocks, clock => Assert.StartsWith(
            "Became responsible for the child or young person on Monday 5 January 2026 (day 0).", Explained(clock), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-05-24", ClockState.Met)]    // day 139
    [InlineData("2026-05-25", ClockState.Met)]    // day 140
    [InlineData("2026-05-26", ClockState.Missed)] // day 141
    public void A_plan_is_in_time_up_to_and_on_day_140(string sentOn, ClockState state) =>
        Assert.Equal(state, Folded([Received("2026-01-05"), PlanSent(sentOn)]).State("final-plan", on: "2026-12-31"));

    [Theory]
    [InlineData("2026-02-16", ClockState.Met)]
    [InlineData("2026-02-17", ClockState.Missed)]
    public void A_decision_either_way_ends_the_decision_to_assess(string notifiedOn, ClockState state)
    {
        Assert.Equal(state, Folded([Received("2026-01-05"), Assessed(notifiedOn)]).State("decision-to-assess", on: "2026-12-31"));
        Assert.Equal(state, Folded([Received("2026-01-05"), Assessed(notifiedOn, "refuse")]).State("decision-to-assess", on: "2026-12-31"));
    }

    [Theory]
    [InlineData("2026-04-27", ClockState.Met)]
    [InlineData("2026-04-28", ClockState.Missed)]
    public void A_refusal_to_issue_is_measured_on_the_day_the_family_is_told(string notifiedOn, ClockState state) =>
        Assert.Equal(state, Folded([Received("2026-01-05"), IssueDecided(notifiedOn, "not-issue")]).State("refusal-to-issue", on: "2026-12-31"));

    [Fact]
    public void Undecided_after_week_16_the_limit_of_a_refusal_stays_open() =>
        Assert.Equal(ClockState.Open, Folded([Received("2026-01-05")]).State("refusal-to-issue", on: "2026-12-31"));

    [Fact]
    public void A_decision_to_issue_leaves_no_refusal_to_be_timed_and_the_plan_still_due()
    {
        var timeline = Folded([Received("2026-01-05"), IssueDecided("2026-04-01", "issue")]);

        Assert.Equal(("issue-decided", Day("2026-04-01")), (timeline.Clock("refusal-to-issue").ClosedBy, timeline.Clock("refusal-to-issue").ClosedOn));
        Assert.Equal(ClockState.NotApplicable, timeline.State("refusal-to-issue", on: "2026-12-31"));
        Assert.Equal(ClockState.Overdue, timeline.State("final-plan", on: "2026-12-31"));
    }

    [Fact]
    public void A_final_plan_closes_what_has_no_outcome_of_its_own()
    {
        var timeline = Folded([Received("2026-01-05"), PlanSent("2026-05-01")]);

        Assert.All(timeline.Clocks.Where(clock => clock.Milestone is "decision-to-assess" or "refusal-to-issue"), clock =>
        {
            Assert.Equal(("final-plan-sent", Day("2026-05-01"), null), (clock.ClosedBy, clock.ClosedOn, clock.EndedOn));
            Assert.Equal(ClockState.NotApplicable, StateOf(clock, Day("2026-05-02")));
        });
        Assert.Null(timeline.Clock("final-plan").ClosedBy);
    }

    [Theory]
    [InlineData("assessment-decided", "refuse")]
    [InlineData("issue-decided", "not-issue")]
    [InlineData("request-closed", "withdrawn")]
    public void A_refusal_and_a_closing_leave_no_final_plan_due(string type, string decision)
    {
        AskedFact closing = type switch
        {
            "assessment-decided" => Assessed("2026-02-01", decision),
            "issue-decided" => IssueDecided("2026-02-01", decision),
            _ => Closed("2026-02-01", decision),
        };
        var timeline = Folded([Received("2026-01-05"), closing]);

        Assert.Equal((type, Day("2026-02-01")), (timeline.Clock("final-plan").ClosedBy, timeline.Clock("final-plan").ClosedOn));
        Assert.Equal(ClockState.NotApplicable, timeline.State("final-plan", on: "2026-12-31"));
    }

    [Fact]
    public void A_plan_after_a_refusal_that_nothing_reversed_cannot_be_computed_and_counts_all_the_same()
    {
        var timeline = Folded([Received("2026-01-05"), Assessed("2026-02-01", "refuse"), PlanSent("2026-09-01")]);

        Assert.Equal(ClockState.CannotCompute, timeline.State("final-plan", on: "2026-12-31")); // which limit applies depends on how it was reversed
        Assert.Equal(
            new Uncomputed(
                "final-plan-sent 1",
                "final-plan-sent of 1 September 2026 follows the refusal of 1 February 2026, and no event says that the refusal was reversed."),
            Assert.Single(timeline.CannotCompute));
        Assert.True(timeline.Requests[0].ReceivedOnUsable);
    }

    [Fact]
    public void Of_two_closings_the_earlier_is_named()
    {
        var timeline = Folded([Received("2026-01-05"), Closed("2026-03-01"), IssueDecided("2026-02-20", "not-issue")]);

        Assert.Equal(("issue-decided", Day("2026-02-20")), (timeline.Clock("final-plan").ClosedBy, timeline.Clock("final-plan").ClosedOn));
    }
}

using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ReassessmentTests
{
    // Reg. 25(1): 15 days from the request.
    [Theory]
    [Pins("reassessment-decision-2014")]
    [InlineData("2026-01-20", ClockState.Met)]
    [InlineData("2026-01-21", ClockState.Missed)]
    public void A_re_assessment_is_decided_on_within_15_days(string notifiedOn, ClockState state)
    {
        var timeline = Folded([Fact("reassessment-requested", ("receivedOn", "2026-01-05")), Decided(notifiedOn, "refuse")]);

        Assert.Equal(Day("2026-01-20"), timeline.Clock("reassessment-decision").LastDay);
        Assert.Equal(state, timeline.State("reassessment-decision", on: "2026-12-31"));
    }

    // Reg. 27(2): 14 weeks from the notification.
    [Theory]
    [Pins("reassessed-plan-2014")]
    [InlineData("amended-plan-sent", "2026-04-28", ClockState.Met)]
    [InlineData("amended-plan-sent", "2026-04-29", ClockState.Missed)]
    [InlineData("final-plan-sent", "2026-04-28", ClockState.Met)]
    public void The_plan_is_finalised_within_14_weeks_of_the_decision_to_re_assess(string type, string sentOn, ClockState state)
    {
        var timeline = Folded([Decided("2026-01-20", "assess"), Fact(type, ("sentOn", sentOn))]);

        Assert.Equal(Day("2026-04-28"), timeline.Clock("reassessed-plan").LastDay);
        Assert.Equal(state, timeline.State("reassessed-plan", on: "2026-12-31"));
    }

    [Fact]
    public void A_refusal_and_a_plan_sent_before_leave_it_alone()
    {
        Assert.DoesNotContain(Folded([Decided("2026-01-20", "refuse")]).Clocks, clock => clock.Milestone == "reassessed-plan");
        Assert.Equal(ClockState.Open, Folded([PlanSent("2026-01-19"), Decided("2026-01-20", "assess")]).State("reassessed-plan", on: "2026-01-21"));
        Assert.Equal(Day("2026-01-20"), Folded([PlanSent("2026-01-20"), Decided("2026-01-20", "assess")]).Clock("reassessed-plan").EndedOn);
    }

    [Fact]
    public void The_earlier_of_two_plans_ends_it() => Assert.Equal(
        Day("2026-03-01"),
        Folded([Decided("2026-01-20", "assess"), PlanSent("2026-04-01"), Fact("amended-plan-sent", ("sentOn", "2026-03-01"))]).Clock("reassessed-plan").EndedOn);

    // Reg. 27(3) repeats the grounds of reg. 10(4).
    [Theory]
    [InlineData("1", null, ClockState.Exempt)]
    [InlineData("2", "2", ClockState.Exempt)]
    [InlineData("2", null, ClockState.Overdue)]
    [InlineData("1", "2", ClockState.Overdue)]
    public void An_exemption_disapplies_the_limit_of_the_re_assessment_it_names(string reassessmentId, string? named, ClockState state)
    {
        var claim = Claim("e", "exceptional-circumstances", ["reassessed-plan"], named is null ? [] : [("reassessmentId", named)]);
        var decided = Fact("reassessment-decided", ("notifiedOn", "2026-01-20"), ("decision", "assess"), ("reassessmentId", reassessmentId));

        Assert.Equal(state, Folded([decided, claim]).State("reassessed-plan", on: "2026-12-31", reassessmentId));
    }

    private static AskedFact Decided(string on, string decision) => Fact("reassessment-decided", ("notifiedOn", on), ("decision", decision));
}

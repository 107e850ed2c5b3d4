using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class AdviceTests
{
    [Fact]
    [Pins("advice-2014")]
    public void Each_advice_is_due_6_weeks_after_it_was_requested()
    {
        var timeline = Folded([Requested("ep", "2026-02-16"), Requested("school", "2026-02-20")]);

        Assert.Equal(Day("2026-03-30"), timeline.Clock("advice", "1/ep").LastDay);
        Assert.Equal(Day("2026-04-03"), timeline.Clock("advice", "1/school").LastDay); // Good Friday, and it does not move
    }

    [Theory]
    [InlineData("2026-03-30", ClockState.Met)]
    [InlineData("2026-03-31", ClockState.Missed)]
    public void Advice_is_in_time_up_to_and_on_day_42(string receivedOn, ClockState state) =>
        Assert.Equal(state, Folded([Requested("ep", "2026-02-16"), ReceivedAdvice("ep", receivedOn)]).State("advice", on: "2026-12-31", "1/ep"));

    [Fact]
    public void Advice_answers_only_the_request_with_its_own_ids()
    {
        var timeline = Folded(
        [
            Requested("ep", "2026-02-16"), Requested("health", "2026-02-16"), Requested("ep", "2026-02-16", "2"),
            ReceivedAdvice("ep", "2026-03-01"),
        ]);

        Assert.Equal(Day("2026-03-01"), timeline.Clock("advice", "1/ep").EndedOn);
        Assert.Null(timeline.Clock("advice", "1/health").EndedOn);
        Assert.Null(timeline.Clock("advice", "2/ep").EndedOn);
    }

    // Reg. 8(1) binds bodies that owe co-operation; a family giving its views owes the authority nothing.
    [Fact]
    public void The_views_of_a_parent_have_no_limit() =>
        Assert.Empty(Folded([Requested("family", "2026-02-16", type: "parent")]).Clocks);

    [Theory]
    [InlineData("educational-psychology")]
    [InlineData("school")]
    [InlineData("health")]
    [InlineData("social-care")]
    [InlineData("other")]
    public void Advice_of_every_body_has_the_limit(string type) =>
        Assert.Single(Folded([Requested("a", "2026-02-16", type: type)]).Clocks);

    [Fact]
    public void The_end_of_the_request_ends_the_wait_for_advice()
    {
        var timeline = Folded([Received("2026-01-05"), Requested("ep", "2026-02-16"), PlanSent("2026-05-01")]);

        Assert.Equal(ClockState.NotApplicable, timeline.State("advice", on: "2026-12-31", "1/ep"));
        Assert.Equal("final-plan-sent", timeline.Clock("advice", "1/ep").ClosedBy);
    }

    [Fact]
    public void Advice_requested_after_a_refusal_shows_that_the_refusal_no_longer_stood()
    {
        var timeline = Folded([Received("2026-01-05"), Assessed("2026-02-01", "refuse"), Requested("ep", "2026-06-01")]);

        Assert.Equal(ClockState.Open, timeline.State("advice", on: "2026-06-02", "1/ep"));
    }

    [Fact]
    public void Advice_received_before_it_was_requested_cannot_be_computed()
    {
        var timeline = Folded([Requested("ep", "2026-02-16"), ReceivedAdvice("ep", "2026-02-15")]);

        Assert.Equal(ClockState.CannotCompute, timeline.State("advice", on: "2026-12-31", "1/ep"));
        Assert.Equal(
            new Uncomputed("advice-received 1/ep", "advice-received of 15 February 2026 is before advice-requested of 16 February 2026."),
            Assert.Single(timeline.CannotCompute));
    }

    private static AskedFact Requested(string id, string on, string requestId = "1", string type = "health") =>
        Fact("advice-requested", ("requestId", requestId), ("adviceId", id), ("adviceType", type), ("requestedOn", on)).Id($"asked-{requestId}-{id}");

    private static AskedFact ReceivedAdvice(string id, string on) =>
        Fact("advice-received", ("adviceId", id), ("adviceType", "health"), ("receivedOn", on)).Id("got-" + id);
}

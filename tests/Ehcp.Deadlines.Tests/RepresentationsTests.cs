using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class RepresentationsTests
{
    [Theory]
    [Pins("representations-2014")]
    [InlineData(null)]
    [InlineData("email")]
    [InlineData("hand")]
    public void The_family_has_15_days_beginning_with_the_day_of_service(string? service) =>
        Assert.Equal(Day("2026-03-16"), Representations("2026-03-02", service).Clock("representations").LastDay);

    // Practice Direction [1985] 1 All ER 889: second working day after posting first class, fourth second class.
    [Theory]
    [Pins("representations-first-class-2014", "representations-second-class-2014")]
    [InlineData("post-first-class", "2026-03-02", "2026-03-18")]  // Monday; served Wednesday 4 March
    [InlineData("post-second-class", "2026-03-02", "2026-03-20")] // Monday; served Friday 6 March
    [InlineData("post-first-class", "2026-04-02", "2026-04-22")]  // before Easter; served Wednesday 8 April
    [InlineData("post-second-class", "2026-04-02", "2026-04-24")] // before Easter; served Friday 10 April
    [InlineData("post-first-class", "2026-03-07", "2026-03-24")]  // Saturday; served Tuesday 10 March
    public void A_posted_draft_is_served_when_it_would_arrive(string service, string postedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Representations(postedOn, service).Clock("representations").LastDay);

    [Theory]
    [InlineData("2026-03-02", ClockState.Open)]
    [InlineData("2026-03-16", ClockState.Open)]
    [InlineData("2026-03-17", ClockState.Met)]
    public void The_period_is_open_to_its_last_day_and_then_met(string today, ClockState state) =>
        Assert.Equal(state, Representations("2026-03-02").State("representations", today));

    [Fact]
    public void A_plan_sent_after_the_last_day_ends_the_period()
    {
        var timeline = Representations("2026-03-02", more: PlanSent("2026-03-17"));

        Assert.Equal(Day("2026-03-17"), timeline.Clock("representations").EndedOn);
        Assert.Equal(ClockState.Met, timeline.State("representations", "2026-03-17"));
        Assert.EndsWith("Ended on Tuesday 17 March 2026, after the period.", Explained(timeline.Clock("representations")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_sent_within_the_period_leaves_open_whether_the_family_had_answered()
    {
        var timeline = Representations("2026-03-02", more: PlanSent("2026-03-16"));

        Assert.Equal(ClockState.CannotCompute, timeline.State("representations", "2026-12-31"));
        Assert.Contains(timeline.CannotCompute, item => item.Subject == "representations 1" && item.Reason.Contains("already answered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-03-16", ClockState.NotApplicable)]
    [InlineData("2026-03-17", ClockState.Met)]
    public void A_withdrawal_within_the_period_leaves_nothing_to_wait_for(string closedOn, ClockState state) =>
        Assert.Equal(state, Representations("2026-03-02", more: Closed(closedOn)).State("representations", "2026-12-31"));

    [Fact]
    public void A_newer_draft_starts_the_period_again()
    {
        var second = Fact("draft-plan-served", ("servedOn", "2026-03-10")).Id("second").After(5);

        Assert.Equal(Day("2026-03-24"), Representations("2026-03-02", more: second).Clock("representations").LastDay);
    }

    private static Timeline Representations(string servedOn, string? service = null, params AskedFact[] more) => Folded(
    [
        service is null
            ? Fact("draft-plan-served", ("servedOn", servedOn))
            : Fact("draft-plan-served", ("servedOn", servedOn), ("service", service)),
        .. more,
    ]);
}

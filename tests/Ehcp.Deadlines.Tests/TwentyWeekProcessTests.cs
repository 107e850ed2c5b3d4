using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class TwentyWeekProcessTests
{
    [Theory]
    [InlineData("2025-01-06", "2025-05-26")] // the last day is a bank holiday, and does not move
    [InlineData("2023-10-31", "2024-03-19")] // through 29 February
    [InlineData("2026-01-05", "2026-05-25")] // the worked example of the statutory timetable
    [InlineData("2014-09-01", "2015-01-19")] // the first day of the regulations
    [InlineData("2025-08-12", "2025-12-30")] // summer and Christmas holidays count
    public void The_final_plan_is_due_20_calendar_weeks_after_receipt(string receivedOn, string lastDay) =>
        Assert.Equal(Day(lastDay), CaseTimeline.From([Received(receivedOn)]).Clock("final-plan").LastDay);

    [Fact]
    public void A_request_starts_three_clocks()
    {
        var timeline = CaseTimeline.From([Received("2026-01-05")]);

        Assert.Equal(
            [("decision-to-assess", Day("2026-02-16")), ("refusal-to-issue", Day("2026-04-27")), ("final-plan", Day("2026-05-25"))],
            timeline.Clocks.Select(clock => (clock.Milestone, clock.LastDay!.Value)));
        Assert.Empty(timeline.CannotCompute);
    }

    [Theory]
    [InlineData("2026-05-24", ClockState.Met)]    // day 139
    [InlineData("2026-05-25", ClockState.Met)]    // day 140
    [InlineData("2026-05-26", ClockState.Missed)] // day 141
    public void A_plan_is_in_time_up_to_and_on_day_140(string sentOn, ClockState state) =>
        Assert.Equal(state, CaseTimeline.From([Received("2026-01-05"), PlanSent(sentOn)]).State("final-plan", on: "2026-12-31"));

    [Theory]
    [InlineData("2026-05-25", ClockState.Open)]
    [InlineData("2026-05-26", ClockState.Overdue)]
    public void Without_a_plan_the_clock_is_overdue_from_the_day_after_the_last(string today, ClockState state) =>
        Assert.Equal(state, CaseTimeline.From([Received("2026-01-05")]).State("final-plan", today));
}

using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class CalculatorTests
{
    [Fact]
    public void It_computes_what_the_timeline_computes()
    {
        var timeline = Calculator.Compute("request-received", Day("2026-01-05"), []);

        Assert.Equal([Day("2026-02-16"), Day("2026-04-27"), Day("2026-05-25")], timeline.Clocks.Select(clock => clock.LastDay!.Value));
        Assert.Empty(timeline.CannotCompute);
    }

    [Fact]
    public void Fields_of_the_event_are_heeded_and_its_own_date_is_the_one_given()
    {
        var timeline = Calculator.Compute("request-received", Day("2026-01-05"), [new("route", "detained"), new("receivedOn", Day("2020-01-01"))]);

        Assert.Equal(Day("2026-02-16"), Assert.Single(timeline.Clocks).LastDay);
    }

    [Fact]
    public void Fields_no_rule_needs_may_be_left_out()
    {
        Assert.Equal(Day("2026-03-30"), Calculator.Compute("advice-requested", Day("2026-02-16"), []).Clock("advice", "1/1").LastDay);
        Assert.Equal(Day("2026-03-16"), Calculator.Compute("draft-plan-served", Day("2026-03-02"), []).Clock("representations").LastDay);
    }

    [Theory]
    [InlineData("consultation-answered")]
    [InlineData("request-closed")]
    public void An_event_that_starts_no_limit_says_so(string trigger)
    {
        var timeline = Calculator.Compute(trigger, Day("2026-01-05"), []);

        Assert.Empty(timeline.Clocks);
        Assert.Equal(new NotComputed(trigger, "No statutory limit starts from this event in this release."), Assert.Single(timeline.CannotCompute));
    }

    [Fact]
    public void Every_event_with_a_date_of_its_own_can_be_asked_for()
    {
        Assert.Equal("receivedOn", Calculator.TriggerDateField["request-received"]);
        Assert.Equal("transferOn", Calculator.TriggerDateField["phase-transfer-due"]);
        Assert.All(StatutoryTimetable.Limits, limit => Assert.Contains(limit.Trigger.EventType, Calculator.TriggerDateField.Keys));
        Assert.DoesNotContain("case-assigned", Calculator.TriggerDateField.Keys);
        Assert.Throws<ArgumentException>(() => Calculator.Compute("case-assigned", Day("2026-01-05"), []));
    }
}

using Ehcp.Contracts;
using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ClockStateTests
{
    [Theory]
    [InlineData(ClockState.Open, "open")]
    [InlineData(ClockState.Met, "met")]
    [InlineData(ClockState.Missed, "missed")]
    [InlineData(ClockState.Overdue, "overdue")]
    [InlineData(ClockState.Exempt, "exempt")]
    [InlineData(ClockState.NotApplicable, "not-applicable")]
    [InlineData(ClockState.CannotCompute, "cannot-compute")]
    public void Each_state_has_its_name_on_the_wire(ClockState state, string name) => Assert.Equal(name, ClockStates.Name(state));

    [Fact]
    public void No_other_value_is_a_state() => Assert.Throws<ArgumentOutOfRangeException>(() => ClockStates.Name((ClockState)99));

    [Theory]
    [InlineData("2026-05-25T22:59:59Z", ClockState.Open)]
    [InlineData("2026-05-25T23:00:00Z", ClockState.Overdue)] // midnight in London, in summer
    public void A_limit_is_breached_from_midnight_in_London_after_its_last_day(string instant, ClockState state)
    {
        var today = LondonCalendar.DayOf(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(state, StateOf(Folded([Received("2026-01-05")]).Clock("final-plan"), today));
    }
}

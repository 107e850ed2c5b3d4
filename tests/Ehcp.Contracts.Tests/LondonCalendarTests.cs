using System.Globalization;

namespace Ehcp.Contracts.Tests;

public sealed class LondonCalendarTests
{
    // Clocks go forward at 01:00 UTC on 29 March 2026 and back at 01:00 UTC on 25 October 2026.
    [Theory]
    [InlineData("2026-03-28T23:59:59.999999Z", "2026-03-28")]
    [InlineData("2026-03-29T00:00:00Z", "2026-03-29")]
    [InlineData("2026-03-29T22:59:59.999999Z", "2026-03-29")]
    [InlineData("2026-03-29T23:00:00Z", "2026-03-30")]
    [InlineData("2026-10-24T22:59:59.999999Z", "2026-10-24")]
    [InlineData("2026-10-24T23:00:00Z", "2026-10-25")]
    [InlineData("2026-10-25T23:59:59.999999Z", "2026-10-25")]
    [InlineData("2026-10-26T00:00:00Z", "2026-10-26")]
    public void Today_is_the_day_in_London(string instant, string day)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), LondonCalendar.DayOf(at));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), new StoppedAt(at).LondonToday);
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-29T00:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T23:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T23:00:00Z")]
    [InlineData("2026-10-26", "2026-10-26T00:00:00Z")]
    public void A_day_begins_at_midnight_in_London(string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), LondonCalendar.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void The_instant_a_day_begins_is_that_day_and_the_tick_before_is_the_day_before()
    {
        for (var day = DateOnly.Parse("2025-12-01", CultureInfo.InvariantCulture); day < DateOnly.Parse(
            "2027-02-01", CultureInfo.InvariantCulture); day = day.AddDays(1))
        {
            var start = LondonCalendar.StartOf(day);
            Assert.Equal(TimeSpan.Zero, start.Offset);
            Assert.Equal(day, LondonCalendar.DayOf(start));
            Assert.Equal(day.AddDays(-1), LondonCalendar.DayOf(start.AddTicks(-1)));
        }
    }

    private sealed class StoppedAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

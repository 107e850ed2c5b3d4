using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class CalendarTests
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
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(Day(day), LondonCalendar.DayOf(at));
        Assert.Equal(Day(day), new StoppedAt(at).LondonToday);
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-29T00:00:00Z")]
    [InlineData("2026-03-30", "2026-03-29T23:00:00Z")]
    [InlineData("2026-10-25", "2026-10-24T23:00:00Z")]
    [InlineData("2026-10-26", "2026-10-26T00:00:00Z")]
    public void A_day_begins_at_midnight_in_London(string day, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), LondonCalendar.StartOf(Day(day)));

    [Fact]
    public void The_instant_a_day_begins_is_that_day_and_the_tick_before_is_the_day_before()
    {
        for (var day = Day("2025-12-01"); day < Day("2027-02-01"); day = day.AddDays(1))
        {
            var start = LondonCalendar.StartOf(day);
            Assert.Equal(TimeSpan.Zero, start.Offset);
            Assert.Equal(day, LondonCalendar.DayOf(start));
            Assert.Equal(day.AddDays(-1), LondonCalendar.DayOf(start.AddTicks(-1)));
        }
    }

    // gov.uk/bank-holidays, England and Wales.
    [Theory]
    [InlineData("2026-05-25", false)] // spring bank holiday
    [InlineData("2026-12-28", false)] // Boxing Day, in lieu of Saturday
    [InlineData("2022-09-19", false)] // funeral of Queen Elizabeth II
    [InlineData("2020-05-08", false)] // VE Day, moved from 4 May
    [InlineData("2020-05-04", true)]
    [InlineData("2026-05-23", false)] // Saturday
    [InlineData("2026-05-24", false)] // Sunday
    [InlineData("2026-05-22", true)]
    public void A_working_day_is_neither_weekend_nor_bank_holiday(string day, bool working) =>
        Assert.Equal(working, WorkingDays.England.IsWorkingDay(Day(day)));

    [Theory]
    [InlineData("2026-05-25", "2026-05-22")]
    [InlineData("2026-05-26", "2026-05-26")]
    [InlineData("2027-01-01", "2026-12-31")]
    public void The_operational_date_is_the_last_working_day_not_after(string day, string expected) =>
        Assert.Equal(Day(expected), WorkingDays.England.OnOrBefore(Day(day)));

    [Theory]
    [InlineData("2026-12-25", "2026-12-29")]
    [InlineData("2026-12-29", "2026-12-29")]
    public void The_next_working_day_may_be_the_day_itself(string day, string expected) =>
        Assert.Equal(Day(expected), WorkingDays.England.OnOrAfter(Day(day)));

    [Theory]
    [InlineData("2026-05-21", 1, "2026-05-22")]
    [InlineData("2026-05-21", 2, "2026-05-26")]
    [InlineData("2026-05-26", -2, "2026-05-21")]
    [InlineData("2026-05-23", 1, "2026-05-26")]
    [InlineData("2026-05-23", 0, "2026-05-23")]
    public void Working_days_are_counted_from_the_day_after(string day, int workingDays, string expected) =>
        Assert.Equal(Day(expected), WorkingDays.England.Add(Day(day), workingDays));

    [Fact]
    public void Bank_holidays_are_known_to_the_end_of_the_last_year_shipped() =>
        Assert.Equal(Day("2028-12-31"), WorkingDays.England.KnownTo);

    private sealed class StoppedAt(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

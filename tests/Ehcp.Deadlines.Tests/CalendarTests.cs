using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class CalendarTests
{
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
        Assert.Equal(working, WorkingDays.Shipped.IsWorkingDay(Day(day)));

    [Theory]
    [InlineData("2026-05-25", "2026-05-22")]
    [InlineData("2026-05-26", "2026-05-26")]
    [InlineData("2027-01-01", "2026-12-31")]
    public void The_operational_date_is_the_last_working_day_not_after(string day, string expected) =>
        Assert.Equal(Day(expected), WorkingDays.Shipped.OnOrBefore(Day(day)));

    [Theory]
    [InlineData("2026-12-25", "2026-12-29")]
    [InlineData("2026-12-29", "2026-12-29")]
    public void The_next_working_day_may_be_the_day_itself(string day, string expected) =>
        Assert.Equal(Day(expected), WorkingDays.Shipped.OnOrAfter(Day(day)));

    [Theory]
    [InlineData("2026-05-21", 1, "2026-05-22")]
    [InlineData("2026-05-21", 2, "2026-05-26")]
    [InlineData("2026-05-26", -2, "2026-05-21")]
    [InlineData("2026-05-23", 1, "2026-05-26")]
    [InlineData("2026-05-23", 0, "2026-05-23")]
    public void Working_days_are_counted_from_the_day_after(string day, int workingDays, string expected) =>
        Assert.Equal(Day(expected), WorkingDays.Shipped.Add(Day(day), workingDays));

    [Fact]
    public void Bank_holidays_are_known_to_the_end_of_the_last_year_shipped() =>
        Assert.Equal(Day("2028-12-31"), WorkingDays.Shipped.KnownTo);

    [Fact]
    public void A_count_that_ends_after_the_last_known_bank_holiday_is_not_guessed()
    {
        Assert.Equal(Day("2028-12-31"), WorkingDays.Shipped.IfKnown(Day("2028-12-31")));
        Assert.Null(WorkingDays.Shipped.IfKnown(Day("2029-01-01")));
        Assert.Equal(Day("2028-12-29"), WorkingDays.Shipped.OperationalDate(Day("2028-12-31")));
        Assert.Null(WorkingDays.Shipped.OperationalDate(Day("2029-01-01")));
        Assert.Null(WorkingDays.Shipped.OperationalDate(null));
    }

    [Theory]
    [InlineData("2028-12-26", "2028-12-29")]
    [InlineData("2028-12-27", null)]
    public void Nor_is_a_limit_in_working_days(string endedOn, string? lastDay)
    {
        var clock = Assert.Single(Calculated("mediation-ended", Day(endedOn), []).Clocks);

        Assert.Equal(lastDay is null ? null : Day(lastDay), clock.LastDay);
        Assert.Equal(lastDay is null ? "Bank holidays are known to 31 December 2028 only, and the count goes on after it." : null, clock.CannotComputeBecause);
    }

    [Theory]
    [InlineData("appeal-received", "receivedOn", "2028-11-13", true)] // 29 days to 22 December, and Christmas is not counted
    [InlineData("appeal-received", "receivedOn", "2028-11-10", false)]
    [InlineData("assessment-decided", "notifiedOn", "2028-10-26", true)] // 26 December, so into January
    [InlineData("assessment-decided", "notifiedOn", "2028-10-24", false)]
    [InlineData("draft-plan-served", "servedOn", "2028-12-28", true)]
    [InlineData("draft-plan-served", "servedOn", "2028-12-27", false)]
    public void Nor_is_one_that_needs_the_working_days_of_a_year_to_come(string type, string field, string on, bool unknown)
    {
        var timeline = Folded([Fact(type, (field, on), ("decision", "refuse"), ("service", "post-first-class"))]);

        Assert.Equal(unknown, timeline.Clocks.Any(clock => clock.CannotComputeBecause is not null));
        Assert.Equal(unknown, timeline.CannotCompute.Any(told => told.Reason.StartsWith("Bank holidays are known", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_plan_is_not_transferred_on_a_guess() =>
        Assert.NotNull(Folded([Fact("move-notified", ("awareOn", "2028-12-20"), ("movesOn", "2029-01-15"))]).Clock("plan-transfer").CannotComputeBecause);

    [Fact]
    public void A_limit_in_weeks_needs_no_bank_holidays_and_only_its_working_day_is_not_said() => Assert.EndsWith(
        "20 × 7 = 140 days. Last day Monday 21 May 2029. Bank holidays are known to 31 December 2028 only, so its last working day is not said.",
        Explained(Folded([Received("2029-01-01")]).Clock("final-plan")),
        StringComparison.Ordinal);

    [Fact]
    public void A_posted_draft_beyond_them_says_what_it_can() => Assert.StartsWith(
        "Draft plan posted first class on Thursday 28 December 2028; deemed served 2 working days later (day 1). Reg 13(1)(a) with the Interpretation Act "
            + "1978, s. 7: 15 days beginning with the day of service. It is the least",
        Explained(Folded([Fact("draft-plan-served", ("servedOn", "2028-12-28"), ("service", "post-first-class"))]).Clock("representations")),
        StringComparison.Ordinal);
}

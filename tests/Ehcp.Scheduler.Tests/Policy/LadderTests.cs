using Ehcp.Deadlines;
using Ehcp.Scheduler.Policy;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Policy;

public sealed class LadderTests
{
    private static readonly AlertLadder Ladder = DefaultLadders.Of(StatutoryTimetable.Shipped)["final-plan"];

    // Monday 25 May 2026 is a bank holiday: two working days before the last working day, Friday, is Wednesday.
    [Theory]
    [InlineData("2026-04-26", null)]
    [InlineData("2026-04-27", "four-weeks-left")]
    [InlineData("2026-05-10", "four-weeks-left")]
    [InlineData("2026-05-11", "two-weeks-left")]
    [InlineData("2026-05-17", "two-weeks-left")]
    [InlineData("2026-05-18", "one-week-left")]
    [InlineData("2026-05-19", "one-week-left")]
    [InlineData("2026-05-20", "two-working-days-left")]
    [InlineData("2026-05-25", "two-working-days-left")]
    [InlineData("2026-05-26", "breached")]
    [InlineData("2026-05-31", "breached")]
    [InlineData("2026-06-01", "week-late")]
    [InlineData("2027-06-01", "week-late")]
    public void Each_rung_is_reached_on_its_day_and_not_the_day_before(string today, string? rung) =>
        Assert.Equal(rung, Ladder.Reached(Day("2026-05-25"), Day(today), WorkingDays.Shipped)?.Name);

    [Theory]
    [InlineData("2026-05-21", "breached", "2026-05-25T23:00:00Z")] // British Summer Time
    [InlineData("2026-05-26", "week-late", "2026-05-31T23:00:00Z")]
    [InlineData("2026-06-01", null, null)]
    public void The_next_rung_is_the_first_whose_day_is_to_come_at_Londons_midnight(string today, string? rung, string? at)
    {
        var next = Ladder.NextAfter(Day("2026-05-25"), Day(today), WorkingDays.Shipped);

        Assert.Equal(rung, next?.Rung.Name);
        Assert.Equal(at is null ? null : DateTimeOffset.Parse(at, null), next?.At);
    }

    [Fact]
    public void Over_Christmas_two_working_days_may_be_a_week_and_the_ladder_stays_in_the_order_of_days()
    {
        var lastDay = Day("2026-12-29"); // 25 and 28 December are bank holidays

        Assert.Equal("one-week-left", Ladder.Reached(lastDay, Day("2026-12-22"), WorkingDays.Shipped)?.Name);
        Assert.Equal("two-working-days-left", Ladder.Reached(lastDay, Day("2026-12-23"), WorkingDays.Shipped)?.Name);
    }

    [Fact]
    public void The_default_ladder_tells_who_the_policy_says() => Assert.Equal(
        [
            "four-weeks-left: case-officer",
            "two-weeks-left: case-officer",
            "one-week-left: case-officer",
            "two-working-days-left: case-officer, team-manager",
            "breached: case-officer, team-manager, send-mailbox",
            "week-late: head-of-send",
        ],
        Ladder.Rungs.Select(rung => $"{rung.Name}: {string.Join(", ", rung.Audience.Select(AlertRoles.Name))}"));
}

using Ehcp.Deadlines;
using Ehcp.Scheduler.Policy;
using static Ehcp.Scheduler.Tests.GivenAlerts;

namespace Ehcp.Scheduler.Tests.Policy;

public sealed class LadderTests
{
    private static readonly AlertLadder Ladder = DefaultLadders.Of(StatutoryTimetable.Shipped.Find("final-plan-2014")!)!;

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

    // Friday 22 May 2026 is the last working day before a bank holiday; the breach begins on Tuesday.
    [Theory]
    [InlineData(-5, "2026-05-15")]
    [InlineData(-1, "2026-05-21")]
    [InlineData(0, "2026-05-22")]
    [InlineData(1, "2026-05-26")]
    public void Working_days_are_counted_to_the_last_working_day_and_from_the_legal_last_day(int offset, string day) =>
        Assert.Equal(Day(day), new Rung("any", offset, true, [AlertRole.CaseOfficer]).DayFor(Day("2026-05-25"), WorkingDays.Shipped));

    [Fact]
    public void Every_duty_of_the_authority_that_can_be_late_has_a_ladder_and_what_is_the_familys_has_none()
    {
        var limits = StatutoryTimetable.Shipped.Limits;

        Assert.All(
            limits.Where(limit => limit is { Bearer: Bearer.Authority, AfterLastDay: AfterLastDay.Overdue }),
            limit => Assert.Contains(
                DefaultLadders.Of(limit)!.Rungs, rung => rung is { Name: "breached", Offset: 1 } && rung.Audience.Contains(AlertRole.TeamManager)));
        Assert.All(
            limits.Where(limit => limit is { Bearer: not Bearer.Authority and not Bearer.Family, AfterLastDay: AfterLastDay.Overdue }),
            limit => Assert.Equal(
                ["case-officer", "case-officer", "team-manager"],
                DefaultLadders.Of(limit)!.Rungs.SelectMany(rung => rung.Audience).Select(AlertRoles.Name)));
        Assert.All(limits.Where(limit => limit.Bearer == Bearer.Family), limit => Assert.Null(DefaultLadders.Of(limit)));
        Assert.All(
            limits.Select(DefaultLadders.Of).OfType<AlertLadder>(),
            ladder => Assert.Equal(ladder.Rungs.Length, ladder.Rungs.DistinctBy(rung => rung.Name).Count()));
    }

    [Theory]
    [InlineData("final-plan", "four-weeks-left two-weeks-left one-week-left two-working-days-left breached week-late")]
    [InlineData("final-plan-after-reversal", "four-weeks-left two-weeks-left one-week-left two-working-days-left breached week-late")]
    [InlineData("reassessed-plan", "four-weeks-left two-weeks-left one-week-left two-working-days-left breached week-late")]
    [InlineData("amended-plan-after-reversal", "five-working-days-left breached week-late")]
    [InlineData("annual-review", "four-weeks-left five-working-days-left breached")]
    [InlineData("amended-plan", "four-weeks-left five-working-days-left breached")]
    [InlineData("decision-to-assess", "five-working-days-left breached")]
    [InlineData("review-decision", "five-working-days-left breached")]
    [InlineData("plan-transfer", "five-working-days-left breached")]
    [InlineData("refusal-to-issue", "five-working-days-left")]
    [InlineData("advice", "five-working-days-left breached two-weeks-late")]
    [InlineData("representations", null)]
    [InlineData("appeal", null)]
    public void A_ladder_is_as_loud_as_the_duty(string milestone, string? rungs) => Assert.Equal(
        rungs,
        new DefaultLadders(StatutoryTimetable.Shipped).Of(milestone, null) is { } ladder ? string.Join(' ', ladder.Rungs.Select(rung => rung.Name)) : null);

    [Fact]
    public void A_duty_that_is_new_has_a_ladder_by_what_the_law_says_of_it()
    {
        var limit = StatutoryTimetable.Shipped.Find("decision-to-assess-2014")!;

        Assert.Equal(2, Rungs(limit));
        Assert.Equal(3, Rungs(limit with { Shape = new WithinWeeksOf(8) }));
        Assert.Equal(1, Rungs(limit with { AfterLastDay = AfterLastDay.StaysOpen }));
        Assert.Null(Rungs(limit with { AfterLastDay = AfterLastDay.Lapses }));
        Assert.Null(Rungs(limit with { Bearer = Bearer.Family }));
        Assert.Equal(3, Rungs(limit with { Bearer = Bearer.CommissioningBody }));

        static int? Rungs(TimeLimit limit) => new DefaultLadders(new StatutoryTimetable("invented", [limit])).Of(limit.MilestoneCode, limit)?.Rungs.Length;
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

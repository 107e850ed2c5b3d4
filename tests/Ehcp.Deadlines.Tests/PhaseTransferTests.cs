using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class PhaseTransferTests
{
    private const string NextSettingNamed =
        "A plan that stays as it is meets the duty where it names the next setting already, and the decision says for which year it does.";

    // Reg. 18: before 15 February, before 31 March, at least five months before.
    [Theory]
    [Pins("phase-transfer-2014", "phase-transfer-post-16-2014", "phase-transfer-between-post-16-2014")]
    [InlineData("other", "2026-09-01", "2026-02-14")]
    [InlineData("other", "2026-01-05", "2026-02-14")]
    [InlineData("secondary-to-post-16", "2026-09-01", "2026-03-30")]
    [InlineData("post-16", "2026-09-01", "2026-04-01")]
    [InlineData("post-16", "2026-07-31", "2026-02-28")] // a shorter month
    public void The_plan_is_amended_before_the_date_of_its_phase(string phase, string transferOn, string lastDay) =>
        Assert.Equal(Day(lastDay), Folded([Due(phase, transferOn)]).Clock("phase-transfer").LastDay);

    [Fact]
    public void The_year_alone_is_enough_for_a_fixed_date_and_not_for_months_before()
    {
        var clock = Folded([Fact("phase-transfer-due", ("year", 2027), ("phase", "other"))]).Clock("phase-transfer");

        Assert.Equal((Day("2027-09-01"), Day("2027-02-14")), (clock.StartedOn, clock.LastDay));
        Assert.Equal(
            "phase-transfer-due has no transferOn.",
            Folded([Fact("phase-transfer-due", ("year", 2027), ("phase", "post-16"))]).Clock("phase-transfer").CannotComputeBecause);
    }

    [Fact]
    public void A_year_that_the_day_denies_cannot_be_computed() => Assert.Equal(
        "phase-transfer-due names the year 2027 and the day 1 September 2026, which is in another.",
        Folded([Fact("phase-transfer-due", ("year", 2027), ("phase", "other"), ("transferOn", "2026-09-01"))]).Clock("phase-transfer").CannotComputeBecause);

    [Theory]
    [InlineData("2026-02-14", ClockState.Met)]
    [InlineData("2026-02-15", ClockState.Missed)]
    [InlineData("2025-09-02", ClockState.Met)]
    [InlineData("2025-08-31", ClockState.Overdue)] // more than a year before the transfer: of another review
    public void A_plan_amended_in_the_year_before_ends_it(string sentOn, ClockState state)
    {
        Assert.Equal(state, Folded([Due("other", "2026-09-01"), Fact("amended-plan-sent", ("sentOn", sentOn), ("phaseTransferYear", 2026))])
            .State("phase-transfer", on: "2026-12-31"));
        Assert.Equal(state, Folded([Due("other", "2026-09-01"), Fact("final-plan-sent", ("sentOn", sentOn), ("phaseTransferYear", 2026))])
            .State("phase-transfer", on: "2026-12-31"));
    }

    [Fact]
    public void The_fixed_date_shows_its_working() => Assert.Equal(
        "Transfer between phases of education due in 2026. Reg 18(1)(b): before 15 February of that year. The day before 15 February 2026 is the last in time. "
        + "Last working day Friday 13 February 2026; the legal last day is Saturday 14 February. " + NextSettingNamed,
        Explained(Folded([Due("other", "2026-09-01")]).Clock("phase-transfer")));

    [Fact]
    public void Months_before_show_their_working() => Assert.Equal(
        "Transfer between post-16 institutions due on Tuesday 1 September 2026. Reg 18(2): at least 5 months before. 5 months before 1 September 2026 is 1 "
            + "April 2026. Last day Wednesday 1 April 2026. " + NextSettingNamed
            + " Whether the five months mean clear months, so that the day before is the last, can be argued.",
        Explained(Folded([Due("post-16", "2026-09-01")]).Clock("phase-transfer")));

    // Councils often publish "by 15 February". Who reads the regulation so changes one word of the timetable.
    [Fact]
    public void Read_as_by_the_date_itself_is_in_time()
    {
        var by = new BeforeFixedDate(2, 15) { DayItselfInTime = true };

        Assert.Equal(Day("2026-02-15"), by.LastDay(WorkingDays.Shipped, Day("2026-09-01")));
        Assert.Equal("on or before 15 February of that year", by.Words);
        Assert.Equal("15 February 2026 itself is in time", by.Arithmetic(WorkingDays.Shipped, Day("2026-09-01"), null));
    }

    // Code of Practice 9.172.
    [Fact]
    [Pins("reviews-of-term-2015")]
    public void Schools_are_told_of_the_reviews_two_weeks_before_term() =>
        Assert.Equal(Day("2026-08-19"), Assert.Single(Calculated("term-starts", Day("2026-09-02"), []).Clocks).LastDay);

    private static AskedFact Due(string phase, string transferOn) =>
        Fact("phase-transfer-due", ("year", Day(transferOn).Year), ("phase", phase), ("transferOn", transferOn));
}

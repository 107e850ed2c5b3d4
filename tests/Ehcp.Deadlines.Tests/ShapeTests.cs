using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class ShapeTests
{
    /// <summary>A shape, its name, length and unit on the wire, its words, and its last day from Friday 30 January 2026 (second date Monday 2 March
    /// 2026).</summary>
    public static TheoryData<Func<LimitShape>, string, string, string> Shapes => new()
    {
        { () => new WithinWeeksOf(6), "within-weeks-of 6 weeks", "within 6 weeks", "2026-03-13" },
        { () => new WithinDaysOf(15), "within-days-of 15 days", "within 15 days", "2026-02-14" },
        { () => new DaysBeginningWith(15), "days-beginning-with 15 days", "15 days beginning with that day", "2026-02-13" },
        { () => new DaysBeginningWithPostalService(15, 2), "days-beginning-with 15 days", "15 days beginning with the day of service", "2026-02-17" },
        { () => new AtLeastWeeksBefore(2), "at-least-weeks-before 2 weeks", "at least 2 weeks before", "2026-01-16" },
        { () => new MonthsFrom(1), "months-from 1 months", "within 1 month", "2026-02-28" },
        { () => new MonthsBeginningWith(12), "months-beginning-with 12 months", "12 months beginning with that day", "2027-01-29" },
        { () => new AtLeastMonthsBefore(5), "at-least-months-before 5 months", "at least 5 months before", "2025-08-30" },
        { () => new BeforeFixedDate(3, 31), "before-fixed-date 0 date", "before 31 March of that year", "2026-03-30" },
        { () => new Immediately(), "immediately 0 days", "immediately", "2026-01-30" },
        { () => new ByAgreedDate(), "by-agreed-date 0 date", "within the period agreed in writing", "2026-03-02" },
        { () => new WithinWorkingDaysOf(3), "within-working-days-of 3 working-days", "within 3 working days", "2026-02-04" },
        { () => new WithinWorkingDaysOf(1), "within-working-days-of 1 working-days", "within 1 working day", "2026-02-02" },
        { () => new WorkingDaysBeginningWith(15), "working-days-beginning-with 15 working-days", "15 working days beginning with that day", "2026-02-19" },
        {
            () => new OnMoveOrWorkingDays(15), "on-move-or-working-days 15 working-days",
            "on the day of the move or, where the authority was not aware of it at least 15 working days before, within 15 working days beginning with the day "
                + "it became aware", "2026-03-02"
        },
        { () => new WithinTribunalWorkingDaysOf(30), "within-working-days-of 30 working-days", "within 30 working days", "2026-03-13" },
        { () => new LaterOf(new MonthsFrom(1), new MonthsFrom(2), FirstAlone: true), "later-of 1 months",
            "the later of within 1 month and, from the second date, within 2 months", "2026-05-02" },
        { () => new RolledByTribunal(new MonthsFrom(2)), "rolled 2 months", "within 2 months", "2026-03-30" },
        { () => new ByEndOfKeyStage(), "by-end-of-key-stage 0 date", "by the end of the key stage", "2026-03-02" },
        { () => new FromOriginal(new WithinWeeksOf(1)), "within-weeks-of 1 weeks", "within 1 week, from the original date", "2026-03-09" },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void A_shape_has_a_name_words_and_a_last_day(Func<LimitShape> shape, string wire, string words, string lastDay)
    {
        var made = shape();

        Assert.Equal((wire, words), ($"{made.Name} {made.Length} {made.Unit}", made.Words));
        Assert.Equal(Day(lastDay), made.LastDay(WorkingDays.Shipped, Day("2026-01-30"), Day("2026-03-02")));
    }

    [Fact]
    public void A_period_that_begins_with_service_by_post_says_how_it_is_counted()
    {
        var posted = new DaysBeginningWithPostalService(15, 2);

        Assert.Equal("Day 15 is 14 days after day 1", posted.Arithmetic(WorkingDays.Shipped, Day("2026-01-30"), null));
        Assert.Equal("15 days beginning with the day of service", posted.Words);
    }

    [Fact]
    public void Without_a_second_date_that_it_needs_a_shape_says_nothing()
    {
        LimitShape[] needy = [new ByAgreedDate(), new OnMoveOrWorkingDays(15), new LaterOf(new MonthsFrom(1), new MonthsFrom(2), FirstAlone: false),
            new FromOriginal(new WithinWeeksOf(1)), new RolledByTribunal(new ByAgreedDate())];

        Assert.All(needy, shape => Assert.Null(shape.LastDay(WorkingDays.Shipped, Day("2026-01-30"))));
        Assert.Equal(Day("2026-02-28"), new LaterOf(new MonthsFrom(1), new MonthsFrom(2), FirstAlone: true).LastDay(WorkingDays.Shipped, Day("2026-01-30")));
        Assert.Equal("", new FromOriginal(new WithinWeeksOf(1)).Arithmetic(WorkingDays.Shipped, Day("2026-01-30"), null));
        Assert.Equal("", new OnMoveOrWorkingDays(15).Arithmetic(WorkingDays.Shipped, Day("2026-01-30"), null));
        Assert.Equal("", new Immediately().Arithmetic(WorkingDays.Shipped, Day("2026-01-30"), null));
    }
}

using static Ehcp.Deadlines.Tests.Given;

namespace Ehcp.Deadlines.Tests;

public sealed class BankHolidayListTests
{
    private static readonly DateOnly[] In2029 =
    [
        Day("2029-01-01"), Day("2029-03-30"), Day("2029-04-02"), Day("2029-05-07"), Day("2029-05-28"), Day("2029-08-27"), Day("2029-12-25"), Day("2029-12-26"),
    ];

    [Fact]
    public void A_newer_list_adds_its_year_and_leaves_the_others()
    {
        var longer = WorkingDays.Shipped.With(In2029);

        Assert.Equal(Day("2029-12-31"), longer.KnownTo);
        Assert.False(longer.IsWorkingDay(Day("2029-03-30")));
        Assert.False(longer.IsWorkingDay(Day("2026-05-25")));
        Assert.Equal(Day("2028-12-31"), WorkingDays.Shipped.KnownTo);
    }

    [Fact]
    public void A_newer_list_replaces_every_year_from_its_first_to_its_last()
    {
        // As in 2020, when the early May holiday moved to the Friday.
        DateOnly[] moved = [.. In2029.Where(day => day != Day("2029-05-07")), Day("2029-05-04")];

        var days = WorkingDays.Shipped.With(In2029).With(moved);

        Assert.True(days.IsWorkingDay(Day("2029-05-07")));
        Assert.False(days.IsWorkingDay(Day("2029-05-04")));
    }

    [Fact]
    public void A_newer_list_of_several_years_replaces_each_of_them()
    {
        DateOnly[] both = [.. In2029, .. In2029.Select(day => day.AddYears(1))];
        DateOnly[] moved = [.. both.Where(day => day != Day("2029-05-07")), Day("2029-05-04")];

        var days = WorkingDays.Shipped.With(both).With(moved);

        Assert.Equal((true, false, false), (days.IsWorkingDay(Day("2029-05-07")), days.IsWorkingDay(Day("2029-05-04")), days.IsWorkingDay(Day("2030-05-07"))));
    }

    [Fact]
    public void A_list_of_an_earlier_year_leaves_the_later_ones()
    {
        var days = WorkingDays.Shipped.With([.. In2029.Select(day => day.AddYears(-9))]);

        Assert.Equal(WorkingDays.Shipped.KnownTo, days.KnownTo);
        Assert.False(days.IsWorkingDay(Day("2026-05-25")));
        Assert.False(days.IsWorkingDay(Day("2019-05-06")));
    }

    [Fact]
    public void A_list_that_says_nothing_new_changes_nothing()
    {
        var longer = WorkingDays.Shipped.With(In2029);

        Assert.Same(longer, longer.With(In2029));
        Assert.Same(longer, longer.With([.. In2029, In2029[0]]));
    }

    [Fact]
    public void A_list_has_the_same_name_wherever_it_was_read_and_another_list_another()
    {
        var longer = WorkingDays.Shipped.With(In2029);

        Assert.Equal(longer.Edition, WorkingDays.Shipped.With([.. In2029.Reverse()]).Edition);
        Assert.Equal("2029-12-31.0131", longer.Edition[..15]);
        Assert.NotEqual(longer.Edition, WorkingDays.Shipped.Edition);
        Assert.Equal(longer.Edition.Length, WorkingDays.Shipped.Edition.Length);
    }

    // Two replicas with different lists: one is the higher, whichever is asked, and it is the newer as far as lists have ever changed.
    [Fact]
    public void Of_two_lists_the_one_known_for_longer_with_more_days_or_with_a_day_moved_later_is_the_higher()
    {
        var shorter = WorkingDays.Shipped;
        var longer = shorter.With(In2029);
        var moved = longer.With([.. In2029.Where(day => day != Day("2029-05-07")), Day("2029-05-08")]);
        var more = longer.With([.. In2029, Day("2029-06-05")]);

        string[] rising = [shorter.Edition, longer.Edition, moved.Edition, more.Edition];

        Assert.Equal(rising, rising.Order(StringComparer.Ordinal));
        Assert.Equal(4, rising.Distinct().Count());
    }

    [Fact]
    public void A_list_that_is_not_whole_is_refused()
    {
        Assert.StartsWith("The list of bank holidays is empty.", Assert.Throws<ArgumentException>(() => WorkingDays.Shipped.With([])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The list of bank holidays is not whole: England has at least eight in 2029.",
            Assert.Throws<ArgumentException>(() => WorkingDays.Shipped.With(In2029[..7])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WorkingDays.Shipped.With([.. In2029[..7], In2029[0]]));
        Assert.StartsWith(
            "The list of bank holidays begins in 2030, and nothing is known from 2029 to then.",
            Assert.Throws<ArgumentException>(() => WorkingDays.Shipped.With([.. In2029.Select(day => day.AddYears(1))])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WorkingDays.Shipped.With([.. In2029, .. In2029.Select(day => day.AddYears(2))]));
    }
}

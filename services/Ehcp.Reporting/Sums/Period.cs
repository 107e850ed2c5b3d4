namespace Ehcp.Reporting.Sums;

/// <summary>Days from <paramref name="First"/> to before <paramref name="End"/>; <see cref="DateOnly.MinValue"/> and <see cref="DateOnly.MaxValue"/> for no
/// beginning and no end.</summary>
internal readonly record struct DayRange(DateOnly First, DateOnly End);

/// <summary>A period as whole years and whole months, which are summed, and the days around them, which are counted one by one.</summary>
internal sealed record Period(IReadOnlyList<DayRange> Years, IReadOnlyList<DayRange> Months, IReadOnlyList<DayRange> Days)
{
    /// <param name="from">Included; null for no beginning.</param>
    /// <param name="to">Included; null for no end.</param>
    /// <param name="byYear">Whether it does not matter which month of a year it was.</param>
    /// <param name="cut">A day that must not fall within what is summed, for what is before it is something else.</param>
    internal static Period Of(DateOnly? from, DateOnly? to, bool byYear, DateOnly? cut)
    {
        var all = Whole(from, to);
        var (years, inYears) = byYear ? Split([all], Year, year => year.AddYears(1), cut) : ([], [all]);
        var (months, inMonths) = Split(inYears, Month, month => month.AddMonths(1), cut);
        return new(years, months, inMonths);
    }

    /// <summary>For what has no sums.</summary>
    internal static Period ByTheDay(DateOnly? from, DateOnly? to) => new([], [], [Whole(from, to)]);

    private static DayRange Whole(DateOnly? from, DateOnly? to) =>
        new(from ?? DateOnly.MinValue, to is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : DateOnly.MaxValue);

    private static DateOnly Month(DateOnly day) => day.AddDays(1 - day.Day);

    private static DateOnly Year(DateOnly day) => day.AddDays(1 - day.DayOfYear);

    private static (List<DayRange> Whole, List<DayRange> Left) Split(
        List<DayRange> ranges, Func<DateOnly, DateOnly> start, Func<DateOnly, DateOnly> next, DateOnly? cut)
    {
        var (whole, left) = (new List<DayRange>(), new List<DayRange>());
        foreach (var range in ranges)
        {
            var first = start(range.First) == range.First ? range.First : next(start(range.First));
            var end = range.End == DateOnly.MaxValue ? range.End : start(range.End);
            if (first >= end)
            {
                left.Add(range);
                continue;
            }

            Add(left, range.First, first);
            if (cut is { } day && start(day) is var unit && unit < day && unit >= first && unit < end)
            {
                Add(whole, first, unit);
                left.Add(new(unit, next(unit)));
                Add(whole, next(unit), end);
            }
            else
            {
                whole.Add(new(first, end));
            }

            Add(left, end, range.End);
        }

        return (whole, left);

        static void Add(List<DayRange> to, DateOnly first, DateOnly end)
        {
            if (first < end)
            {
                to.Add(new(first, end));
            }
        }
    }
}

namespace Ehcp.Reporting.Sums;

/// <summary>A period as whole months, which are summed, and the days around them, which are counted one by one.</summary>
/// <param name="First">First day of the first whole month; <see cref="DateOnly.MinValue"/> for no beginning.</param>
/// <param name="End">First day after the last whole month; <see cref="DateOnly.MaxValue"/> for no end. Not after <paramref name="First"/>: there is none.</param>
/// <param name="Except">First day of a month that is counted by the day all the same.</param>
/// <param name="Days">First and last days of what is counted by the day.</param>
internal sealed record WholeMonths(DateOnly First, DateOnly End, DateOnly? Except, IReadOnlyList<(DateOnly First, DateOnly Last)> Days)
{
    /// <param name="from">Included; null for no beginning.</param>
    /// <param name="to">Included; null for no end.</param>
    /// <param name="cut">A day that must not fall within a month that is summed, for what is before it is something else.</param>
    internal static WholeMonths Of(DateOnly? from, DateOnly? to, DateOnly? cut)
    {
        var first = from is { } start ? start.Day == 1 ? start : MonthAfter(start) : DateOnly.MinValue;
        var end = to is { } last ? last == DateOnly.MaxValue ? last : Month(last.AddDays(1)) : DateOnly.MaxValue;
        if (first >= end)
        {
            return new(first, first, null, from is { } only && to is { } until ? [(only, until)] : []);
        }

        var days = new List<(DateOnly, DateOnly)>();
        if (from < first)
        {
            days.Add((from.Value, first.AddDays(-1)));
        }

        if (end <= to)
        {
            days.Add((end, to.Value));
        }

        if (cut is { Day: > 1 } within && Month(within) is var except && except >= first && except < end)
        {
            days.Add((except, MonthAfter(except).AddDays(-1)));
            return new(first, end, except, days);
        }

        return new(first, end, null, days);
    }

    internal static DateOnly Month(DateOnly day) => day.AddDays(1 - day.Day);

    private static DateOnly MonthAfter(DateOnly day) => Month(day).AddMonths(1);
}

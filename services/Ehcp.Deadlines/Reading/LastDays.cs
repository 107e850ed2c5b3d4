namespace Ehcp.Deadlines;

/// <summary>A last day in plain English. The last working day leads, because that is when the post goes; the legal last day stands beside it.</summary>
public static class LastDays
{
    /// <summary>
    /// For example <c>last working day Friday 22 May 2026; the legal last day is Monday 25 May, a bank holiday</c>, or <c>last day Tuesday 26 May 2026</c>
    /// where the two are one.
    /// </summary>
    /// <param name="calendar">The working days to count by.</param>
    /// <param name="lastDay">The legal last day in time, inclusive.</param>
    public static string Words(WorkingDays calendar, DateOnly lastDay)
    {
        if (calendar.OperationalDate(lastDay) is not { } working)
        {
            return $"last day {EnglishDates.Long(lastDay)}; bank holidays are known to {EnglishDates.Plain(calendar.KnownTo)} only, so its last working day is "
                + "not said";
        }

        var holiday = calendar.IsBankHoliday(lastDay) ? ", a bank holiday" : "";
        return working == lastDay
            ? $"last day {EnglishDates.Long(lastDay)}"
            : $"last working day {EnglishDates.Long(working)}; the legal last day is {EnglishDates.Beside(lastDay, working)}{holiday}";
    }

    /// <summary>
    /// How far it is: <c>2 working days left</c>, <c>last working day is today</c>, <c>no working day left</c>, or from the day after the legal last day
    /// <c>3 days late</c>.
    /// </summary>
    /// <param name="calendar">The working days to count by.</param>
    /// <param name="lastDay">The legal last day in time, inclusive.</param>
    /// <param name="londonDay">The day it is said on, in London.</param>
    public static string Left(WorkingDays calendar, DateOnly lastDay, DateOnly londonDay)
    {
        if (londonDay > lastDay)
        {
            return $"{Count(londonDay.DayNumber - lastDay.DayNumber, "day")} late";
        }

        if (calendar.OperationalDate(lastDay) is not { } working)
        {
            return londonDay == lastDay ? "last day is today" : $"{Count(lastDay.DayNumber - londonDay.DayNumber, "day")} left";
        }

        return londonDay == working ? (working == lastDay ? "last day is today" : "last working day is today")
            : londonDay > working ? "no working day left"
            : $"{Count(calendar.Between(londonDay, working), "working day")} left";
    }

    private static string Count(int number, string singular) => number == 1 ? $"1 {singular}" : $"{number} {singular}s";
}

namespace Ehcp.Deadlines;

/// <summary>Within so many calendar months from an event: the same day of the month, or the last day of a shorter month.</summary>
/// <param name="Months">Calendar months.</param>
public sealed record MonthsFrom(int Months) : LimitShape("months-from", Months, "months")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn.AddMonths(Months);

    internal override string Words => $"within {Count(Months, "month")}";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => Later(triggeredOn, Months);

    /// <summary>For example <c>2 months from 31 December 2025 is 28 February 2026, the last day of that month</c>.</summary>
    internal static string Later(DateOnly day, int months)
    {
        var later = day.AddMonths(months);
        return $"{Count(months, "month")} from {EnglishDates.Plain(day)} is {EnglishDates.Plain(later)}"
            + (later.Day < day.Day ? ", the last day of that month" : "");
    }
}

/// <summary>
/// So many calendar months beginning with the day of an event: the last day is the one before the corresponding date or, where the last month has no such date,
/// the end of that month (Migotti v Colvill (1879) 4 CPD 233; Halsbury's Laws of England on a calendar month).
/// </summary>
/// <param name="Months">Calendar months.</param>
public sealed record MonthsBeginningWith(int Months) : LimitShape("months-beginning-with", Months, "months")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        HasDate(triggeredOn) ? triggeredOn.AddMonths(Months).AddDays(-1) : triggeredOn.AddMonths(Months);

    internal override string Words => $"{Count(Months, "month")} beginning with that day";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        MonthsFrom.Later(triggeredOn, Months) + (HasDate(triggeredOn) ? ", and the last day is the one before" : ", and the period ends with it");

    private bool HasDate(DateOnly day) => day.AddMonths(Months).Day == day.Day;
}

/// <summary>At least so many calendar months before an event.</summary>
/// <param name="Months">Calendar months.</param>
public sealed record AtLeastMonthsBefore(int Months) : LimitShape("at-least-months-before", Months, "months")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn.AddMonths(-Months);

    internal override string Words => $"at least {Count(Months, "month")} before";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        $"{Count(Months, "month")} before {EnglishDates.Plain(triggeredOn)} is {EnglishDates.Plain(triggeredOn.AddMonths(-Months))}";
}

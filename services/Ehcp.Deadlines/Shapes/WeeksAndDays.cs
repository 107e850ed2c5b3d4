namespace Ehcp.Deadlines;

/// <summary>Within so many weeks of an event, whose own day is not counted: day 0 plus seven days for each week.</summary>
/// <param name="Weeks">Weeks of seven calendar days; school holidays and bank holidays count.</param>
public sealed record WithinWeeksOf(int Weeks) : LimitShape("within-weeks-of", Weeks, "weeks")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn.AddDays(7 * Weeks);

    internal override string Words => $"within {Count(Weeks, "week")}";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => " (day 0)";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => $"{Weeks} × 7 = {7 * Weeks} days";
}

/// <summary>Within so many days of an event, whose own day is not counted.</summary>
/// <param name="Days">Calendar days.</param>
public sealed record WithinDaysOf(int Days) : LimitShape("within-days-of", Days, "days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn.AddDays(Days);

    internal override string Words => $"within {Count(Days, "day")}";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => " (day 0)";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => $"Day {Days} is {Days} days after day 0";
}

/// <summary>So many days beginning with the day of an event, which is day 1: the last is one day less after it.</summary>
/// <param name="Days">Calendar days.</param>
public sealed record DaysBeginningWith(int Days) : LimitShape("days-beginning-with", Days, "days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn.AddDays(Days - 1);

    internal override string Words => $"{Days} days beginning with that day";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => " (day 1)";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => $"Day {Days} is {Days - 1} days after day 1";
}

/// <summary>So many days beginning with the day a posted document is deemed served: Interpretation Act 1978, s. 7, and Practice Direction [1985] 1 All ER
/// 889.</summary>
/// <param name="Days">Calendar days.</param>
/// <param name="WorkingDaysInPost">Working days after posting on which it is deemed served: 2 first class, 4 second class.</param>
public sealed record DaysBeginningWithPostalService(int Days, int WorkingDaysInPost) : LimitShape("days-beginning-with", Days, "days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        DeemedServedOn(calendar, triggeredOn)?.AddDays(Days - 1);

    /// <summary>The day the document is deemed served; null when bank holidays are not known so far ahead.</summary>
    /// <param name="calendar">The working days to count by.</param>
    /// <param name="postedOn">Day it was posted.</param>
    public DateOnly? DeemedServedOn(WorkingDays calendar, DateOnly postedOn) => calendar.IfKnown(calendar.Add(postedOn, WorkingDaysInPost));

    internal override string Words => $"{Days} days beginning with the day of service";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => DeemedServedOn(calendar, triggeredOn) is { } served
        ? $"; deemed served {WorkingDaysInPost} working days later, on {EnglishDates.Long(served)} (day 1)"
        : $"; deemed served {WorkingDaysInPost} working days later (day 1)";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => $"Day {Days} is {Days - 1} days after day 1";
}

/// <summary>At least so many weeks before an event.</summary>
/// <param name="Weeks">Weeks of seven calendar days.</param>
public sealed record AtLeastWeeksBefore(int Weeks) : LimitShape("at-least-weeks-before", Weeks, "weeks")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn.AddDays(-7 * Weeks);

    internal override string Words => $"at least {Count(Weeks, "week")} before";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => $"{Weeks} × 7 = {7 * Weeks} days before";
}

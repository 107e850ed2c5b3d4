namespace Ehcp.Deadlines;

/// <summary>Before a fixed date of the year of an event. On the wording the date itself is late; whoever reads it as "by" changes
/// <see cref="DayItselfInTime"/> in the timetable.</summary>
/// <param name="Month">Month of the fixed date.</param>
/// <param name="Day">Day of that month.</param>
public sealed record BeforeFixedDate(int Month, int Day) : LimitShape("before-fixed-date", 0, "date")
{
    /// <summary>Whether the fixed date itself is in time, as councils often publish it. The wording of reg. 18, "before", says no.</summary>
    public bool DayItselfInTime { get; init; }

    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        FixedDate(triggeredOn).AddDays(DayItselfInTime ? 0 : -1);

    internal override string Words => $"{(DayItselfInTime ? "on or before" : "before")} {EnglishDates.DayOfYear(FixedDate(new(2000, 1, 1)))} of that year";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => DayItselfInTime
        ? $"{EnglishDates.Plain(FixedDate(triggeredOn))} itself is in time"
        : $"The day before {EnglishDates.Plain(FixedDate(triggeredOn))} is the last in time";

    private DateOnly FixedDate(DateOnly triggeredOn) => new(triggeredOn.Year, Month, Day);
}

/// <summary>On the day of the event itself.</summary>
public sealed record Immediately() : LimitShape("immediately", 0, "days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => triggeredOn;

    internal override string Words => "immediately";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => "";
}

/// <summary>By a date the parties agreed in writing: the second date.</summary>
public sealed record ByAgreedDate() : LimitShape("by-agreed-date", 0, "date")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => secondDate;

    internal override string Words => "within the period agreed in writing";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => "";
}

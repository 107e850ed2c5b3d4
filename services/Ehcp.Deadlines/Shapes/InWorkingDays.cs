namespace Ehcp.Deadlines;

/// <summary>Within so many working days of an event, whose own day is not counted.</summary>
/// <param name="Days">Days that are neither a weekend nor a bank holiday.</param>
public sealed record WithinWorkingDaysOf(int Days) : LimitShape("within-working-days-of", Days, "working-days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        calendar.IfKnown(calendar.Add(triggeredOn, Days));

    internal override string Words => $"within {Count(Days, "working day")}";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => " (day 0)";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => "Weekends and bank holidays are not counted";
}

/// <summary>So many working days beginning with the day of an event, which is the first of them when it is one itself.</summary>
/// <param name="Days">Days that are neither a weekend nor a bank holiday.</param>
public sealed record WorkingDaysBeginningWith(int Days) : LimitShape("working-days-beginning-with", Days, "working-days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        calendar.IfKnown(calendar.Add(calendar.OnOrAfter(triggeredOn), Days - 1));

    internal override string Words => $"{Count(Days, "working day")} beginning with that day";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        calendar.OnOrAfter(triggeredOn) is var first && first == triggeredOn
            ? "That day is the first; weekends and bank holidays are not counted"
            : $"The first is {EnglishDates.Long(first)}; weekends and bank holidays are not counted";
}

/// <summary>
/// On the day of a move, or, when it was not known so many working days before, within that many beginning with the day it was. The
/// second date is the day of the move. Reg. 15(2).
/// </summary>
/// <param name="Days">Days that are neither a weekend nor a bank holiday.</param>
public sealed record OnMoveOrWorkingDays(int Days) : LimitShape("on-move-or-working-days", Days, "working-days")
{
    private readonly WorkingDaysBeginningWith _whenUnaware = new(Days);

    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        secondDate is not { } moveOn || calendar.IfKnown(moveOn) is null ? null
        : KnewInTime(calendar, triggeredOn, moveOn) ? moveOn
        : _whenUnaware.LastDay(calendar, triggeredOn);

    internal override string Words =>
        $"on the day of the move or, where the authority was not aware of it at least {Count(Days, "working day")} before, within {Count(Days, "working day")} beginning with the day it became aware";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) => secondDate is not { } moveOn ? ""
        : KnewInTime(calendar, triggeredOn, moveOn) ? $"It was aware {Count(Days, "working day")} before, so the day of the move is the last"
        : $"It was not aware {Count(Days, "working day")} before. {_whenUnaware.Arithmetic(calendar, triggeredOn, null)}";

    private bool KnewInTime(WorkingDays calendar, DateOnly awareOn, DateOnly moveOn) => awareOn <= calendar.Add(moveOn, -Days);
}

/// <summary>
/// Within so many working days of the tribunal's procedure, the trigger's own day not counted: neither 25 December to 1 January nor a day
/// in August is counted. Rule 12(3)(b) of SI 2008/2699.
/// </summary>
/// <param name="Days">Working days.</param>
public sealed record WithinTribunalWorkingDaysOf(int Days) : LimitShape("within-working-days-of", Days, "working-days")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null)
    {
        var day = triggeredOn;
        for (var left = Days; left > 0;)
        {
            day = day.AddDays(1);
            if (calendar.IsWorkingDay(day) && !TribunalHoliday.Includes(day))
            {
                left--;
            }
        }

        return calendar.IfKnown(day);
    }

    internal override string Words => $"within {Count(Days, "working day")}";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => " (day 0)";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        "Weekends, bank holidays, 25 December to 1 January and August are not counted (rule 12(3))";
}

/// <summary>The days the tribunal's rules leave out in special educational needs cases: rule 12(3) of SI 2008/2699.</summary>
internal static class TribunalHoliday
{
    internal static bool Includes(DateOnly day) => day.Month == 8 || day is { Month: 12, Day: >= 25 } or { Month: 1, Day: 1 };

    /// <summary>
    /// The last day on which a step counts as taken in time. A day that ends in the holiday is put off to the first working day after 31 August or after
    /// 1 January, rule 12(3)(a); any other that is no working day to the next one, rule 12(2). Null when bank holidays are not known so far ahead.
    /// </summary>
    internal static DateOnly? RollOver(WorkingDays calendar, DateOnly day)
    {
        var resumes = !Includes(day) ? day
            : day.Month == 8 ? new DateOnly(day.Year, 9, 1)
            : new DateOnly(day.Month == 12 ? day.Year + 1 : day.Year, 1, 2);
        return calendar.IfKnown(resumes) is null ? null : calendar.IfKnown(calendar.OnOrAfter(resumes));
    }

    /// <summary>Why a day is put off.</summary>
    internal static string Why(DateOnly day) => !Includes(day) ? "A period that ends on a day that is no working day runs to the next one (rule 12(2))"
        : day.Month == 8 ? "A period that ends in August runs to the first working day of September (rule 12(3)(a))"
        : "A period that ends from 25 December to 1 January runs to the first working day after it (rule 12(3)(a))";
}

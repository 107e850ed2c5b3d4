namespace Ehcp.Deadlines;

/// <summary>The later of two limits: one from the trigger, one from the second date.</summary>
/// <param name="FromTrigger">The limit from the trigger.</param>
/// <param name="FromSecondDate">The limit from the second date.</param>
/// <param name="FirstAlone">Whether the first holds while the second date is not known; else neither can be said.</param>
public sealed record LaterOf(LimitShape FromTrigger, LimitShape FromSecondDate, bool FirstAlone) : LimitShape("later-of", FromTrigger.Length, FromTrigger.Unit)
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null)
    {
        var first = FromTrigger.LastDay(calendar, triggeredOn);
        var second = secondDate is { } other ? FromSecondDate.LastDay(calendar, other) : FirstAlone ? first : null;
        return first > second ? first : second;
    }

    internal override string Words => $"the later of {FromTrigger.Words} and, from the second date, {FromSecondDate.Words}";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        FromTrigger.Arithmetic(calendar, triggeredOn, null)
            + (secondDate is { } other ? ". " + FromSecondDate.Arithmetic(calendar, other, null) : ". The second date is not recorded");
}

/// <summary>A limit of the tribunal's rules: a last day that is no working day is put off to the next one, and one in August, or from 25 December to
/// 1 January, to the first working day after. Rule 12(2) and (3)(a) of SI 2008/2699. No limit of SI 2014/1530 is of this shape.</summary>
/// <param name="Limit">The limit put off.</param>
public sealed record RolledByTribunal(LimitShape Limit) : LimitShape("rolled", Limit.Length, Limit.Unit)
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        Limit.LastDay(calendar, triggeredOn, secondDate) is { } day ? TribunalHoliday.RollOver(calendar, day) : null;

    internal override string Words => Limit.Words;

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => Limit.Start(calendar, triggeredOn);

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate)
    {
        var working = Limit.Arithmetic(calendar, triggeredOn, secondDate);
        return Limit.LastDay(calendar, triggeredOn, secondDate) is { } day && TribunalHoliday.RollOver(calendar, day) is { } rolled && rolled != day
            ? $"{working}. {TribunalHoliday.Why(day)}"
            : working;
    }
}

/// <summary>A limit that a day directed by the tribunal replaces: the second date. Reg. 44(1).</summary>
/// <param name="Limit">The limit without a direction.</param>
public sealed record OrDirected(LimitShape Limit) : LimitShape(Limit.Name, Limit.Length, Limit.Unit)
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        secondDate ?? Limit.LastDay(calendar, triggeredOn);

    internal override string Words => $"{Limit.Words}, or by the day that the tribunal directs";

    internal override string Start(WorkingDays calendar, DateOnly triggeredOn) => Limit.Start(calendar, triggeredOn);

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        secondDate is null ? Limit.Arithmetic(calendar, triggeredOn, null) : "The direction of the tribunal replaces the period (reg. 44(1))";
}

/// <summary>A limit that keeps running from an earlier event: the second date.</summary>
/// <param name="Limit">The limit.</param>
public sealed record FromOriginal(LimitShape Limit) : LimitShape(Limit.Name, Limit.Length, Limit.Unit)
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) =>
        secondDate is { } original ? Limit.LastDay(calendar, original) : null;

    internal override string Words => $"{Limit.Words}, from the original date";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        secondDate is { } original ? Limit.Arithmetic(calendar, original, null) : "";
}

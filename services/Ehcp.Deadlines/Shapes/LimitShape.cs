namespace Ehcp.Deadlines;

/// <summary>How a limit is counted from the date of its trigger. A limit of another shape is another record, never a flag.</summary>
/// <param name="Name">The shape's name on the wire.</param>
/// <param name="Length">How many <paramref name="Unit"/>.</param>
/// <param name="Unit"><c>weeks</c>, <c>days</c> and so on.</param>
public abstract record LimitShape(string Name, int Length, string Unit)
{
    /// <summary>The last day in time. It does not move for a weekend or a bank holiday.</summary>
    /// <param name="triggeredOn">Date of the trigger.</param>
    public abstract DateOnly LastDay(DateOnly triggeredOn);

    /// <summary>What stands behind the trigger's date in an explanation, e.g. <c> (day 0)</c>.</summary>
    internal abstract string Start(DateOnly triggeredOn);

    /// <summary>The limit in words, e.g. <c>within 20 weeks</c>.</summary>
    internal abstract string Words { get; }

    /// <summary>The arithmetic in words, e.g. <c>20 × 7 = 140 days</c>.</summary>
    internal abstract string Arithmetic { get; }
}

/// <summary>Within so many weeks of an event, whose own day is not counted: day 0 plus seven days for each week.</summary>
/// <param name="Weeks">Weeks of seven calendar days; school holidays and bank holidays count.</param>
public sealed record WithinWeeksOf(int Weeks) : LimitShape("within-weeks-of", Weeks, "weeks")
{
    /// <inheritdoc/>
    public override DateOnly LastDay(DateOnly triggeredOn) => triggeredOn.AddDays(7 * Weeks);

    internal override string Start(DateOnly triggeredOn) => " (day 0)";

    internal override string Words => $"within {Weeks} weeks";

    internal override string Arithmetic => $"{Weeks} × 7 = {7 * Weeks} days";
}

/// <summary>So many days beginning with the day of an event, which is day 1: the last is one day less after it.</summary>
/// <param name="Days">Calendar days.</param>
public sealed record DaysBeginningWith(int Days) : LimitShape("days-beginning-with", Days, "days")
{
    /// <inheritdoc/>
    public override DateOnly LastDay(DateOnly triggeredOn) => triggeredOn.AddDays(Days - 1);

    internal override string Start(DateOnly triggeredOn) => " (day 1)";

    internal override string Words => $"{Days} days beginning with that day";

    internal override string Arithmetic => $"Day {Days} is {Days - 1} days after day 1";
}

/// <summary>So many days beginning with the day a posted document is deemed served: Interpretation Act 1978, s. 7, and Practice Direction [1985] 1 All ER 889.</summary>
/// <param name="Days">Calendar days.</param>
/// <param name="WorkingDaysInPost">Working days after posting on which it is deemed served: 2 first class, 4 second class.</param>
public sealed record DaysBeginningWithPostalService(int Days, int WorkingDaysInPost) : LimitShape("days-beginning-with", Days, "days")
{
    /// <inheritdoc/>
    public override DateOnly LastDay(DateOnly triggeredOn) => DeemedServedOn(triggeredOn).AddDays(Days - 1);

    /// <summary>The day the document is deemed served.</summary>
    /// <param name="postedOn">Day it was posted.</param>
    public DateOnly DeemedServedOn(DateOnly postedOn) => WorkingDays.England.Add(postedOn, WorkingDaysInPost);

    internal override string Start(DateOnly triggeredOn) =>
        $"; deemed served {WorkingDaysInPost} working days later, on {EnglishDates.Long(DeemedServedOn(triggeredOn))} (day 1)";

    internal override string Words => $"{Days} days beginning with the day of service";

    internal override string Arithmetic => $"Day {Days} is {Days - 1} days after day 1";
}

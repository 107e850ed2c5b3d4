namespace Ehcp.Deadlines;

/// <summary>How a limit is counted from the date of its trigger. A limit of another shape is another record, never a flag.</summary>
/// <param name="Name">The shape's name on the wire.</param>
/// <param name="Length">How many <paramref name="Unit"/>; 0 where the shape has no length.</param>
/// <param name="Unit"><c>weeks</c>, <c>days</c>, <c>working-days</c>, <c>months</c> and so on.</param>
public abstract record LimitShape(string Name, int Length, string Unit)
{
    /// <summary>
    /// The last day in time, inclusive. It does not move for a weekend or a bank holiday. Null when it cannot be said: the second
    /// date is missing, or the count passes the last day whose bank holidays are known.
    /// </summary>
    /// <param name="calendar">The working days to count by.</param>
    /// <param name="triggeredOn">Date of the trigger.</param>
    /// <param name="secondDate">The other date, for the few shapes that count from two.</param>
    public abstract DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null);

    /// <summary>The limit in words, e.g. <c>within 20 weeks</c>.</summary>
    internal abstract string Words { get; }

    /// <summary>What stands behind the trigger's date in an explanation, e.g. <c> (day 0)</c>.</summary>
    internal virtual string Start(WorkingDays calendar, DateOnly triggeredOn) => "";

    /// <summary>The arithmetic in words, e.g. <c>20 × 7 = 140 days</c>; empty when the words of the limit say it all.</summary>
    internal abstract string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate);

    /// <summary>So many of a unit, e.g. <c>1 week</c> or <c>2 weeks</c>.</summary>
    private protected static string Count(int number, string singular) => number == 1 ? $"1 {singular}" : $"{number} {singular}s";
}

namespace Ehcp.Deadlines;

/// <summary>By the end of the key stage that the child is in: the second date, which the year group gives. No rule of today's law is of this shape.</summary>
public sealed record ByEndOfKeyStage() : LimitShape("by-end-of-key-stage", 0, "date")
{
    /// <inheritdoc/>
    public override DateOnly? LastDay(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate = null) => secondDate;

    internal override string Words => "by the end of the key stage";

    internal override string Arithmetic(WorkingDays calendar, DateOnly triggeredOn, DateOnly? secondDate) =>
        "A key stage ends on 31 August after years 2, 6, 9 and 11";
}

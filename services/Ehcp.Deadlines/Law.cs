namespace Ehcp.Deadlines;

/// <summary>The law that a timeline is computed by, and explained by. A value: whoever computes is given it, and nothing here is looked up elsewhere.</summary>
/// <param name="Timetable">The time limits.</param>
/// <param name="Calendar">The working days.</param>
public sealed record Law(StatutoryTimetable Timetable, WorkingDays Calendar)
{
    /// <summary>The time limits and the bank holidays of this build.</summary>
    public static Law Shipped { get; } = new(StatutoryTimetable.Shipped, WorkingDays.Shipped);
}

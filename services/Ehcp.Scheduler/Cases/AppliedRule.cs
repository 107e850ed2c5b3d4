using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>The rule behind a deadline.</summary>
internal sealed record AppliedRule(string Id, string Shape, int Length, string Unit)
{
    internal static AppliedRule? Of(Clock clock) =>
        StatutoryTimetable.Find(clock.Rule) is { Shape: var shape } limit ? new(limit.Id, shape.Name, shape.Length, shape.Unit) : null;
}

internal static class OperationalDates
{
    extension(Clock clock)
    {
        /// <summary>The last working day that is not after the last day: when to be done, where the law has no say in it. Null where bank holidays are not known so far ahead.</summary>
        internal DateOnly? LastWorkingDay => WorkingDays.England.OperationalDate(clock.LastDay);
    }
}

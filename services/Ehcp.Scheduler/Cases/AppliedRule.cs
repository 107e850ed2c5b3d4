using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Cases;

/// <summary>The rule behind a deadline.</summary>
internal sealed record AppliedRule(string Id, string Shape, int Length, string Unit)
{
    internal static AppliedRule? Of(StatutoryTimetable timetable, Clock clock) =>
        timetable.Find(clock.Rule) is { Shape: var shape } limit ? new(limit.Id, shape.Name, shape.Length, shape.Unit) : null;
}

using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Reporting.Words;

namespace Ehcp.Reporting.Pages.Cases;

/// <summary>One clock of the drawing.</summary>
/// <param name="Name">What must be done.</param>
/// <param name="From">Day it started.</param>
/// <param name="LastDay">Last day in time; null when it cannot be computed.</param>
/// <param name="To">Day of its outcome or close, or today while it runs.</param>
/// <param name="Runs">Whether it runs on.</param>
/// <param name="IsLate">Whether what lies after the last day is late.</param>
public sealed record DrawnClock(string Name, DateOnly From, DateOnly? LastDay, DateOnly To, bool Runs, bool IsLate);

/// <summary>The clocks of a case on one line of time, in days from the first of them.</summary>
public sealed record CaseTimes(DateOnly First, DateOnly Last, DateOnly Today, IReadOnlyList<DrawnClock> Clocks, IReadOnlyList<DateOnly> Happened)
{
    /// <summary>More make no picture; the list below the drawing has all of them.</summary>
    private const int MostClocks = 12;

    /// <summary>Null when no clock has a date to start from.</summary>
    internal static CaseTimes? Of(CaseSnapshot snapshot, IEnumerable<DeadlineView> deadlines, DateOnly today)
    {
        var clocks = deadlines.Zip(snapshot.Deadlines)
            .Where(pair => pair.Second.StartedOn is not null)
            .Select(pair => Drawn(pair.Second, pair.First.State, today))
            .OrderBy(clock => clock.From).ThenBy(clock => clock.LastDay ?? DateOnly.MaxValue)
            .Take(MostClocks)
            .ToList();
        if (clocks.Count == 0)
        {
            return null;
        }

        var first = clocks.Min(clock => clock.From);
        var last = clocks.Max(clock => Later(clock.To, clock.LastDay ?? clock.To));
        var happened = FactStandings.Of(snapshot.Facts)
            .Where(fact => fact.Standing is FactStanding.Stands or FactStanding.Disputed)
            .Select(fact => DayOf(fact.Fact.Fact)).OfType<DateOnly>()
            .Where(day => day >= first && day <= last).Distinct().Order().ToList();
        return new(first, last, today, clocks, happened);
    }

    private static DrawnClock Drawn(Clock deadline, ClockState state, DateOnly today)
    {
        var end = deadline.EndedOn ?? deadline.ClosedOn;
        var runs = end is null && state is not ClockState.NotApplicable;
        return new(
            English.Sentence(deadline.Milestone), deadline.StartedOn!.Value, deadline.LastDay,
            Later(end ?? (runs ? today : deadline.LastDay ?? today), deadline.StartedOn.Value), runs, state is ClockState.Overdue or ClockState.Missed);
    }

    private static DateOnly? DayOf(Fact fact) => FactCatalogue.Of(fact).ClockDates is [var own, ..] ? own.On(fact) : null;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}

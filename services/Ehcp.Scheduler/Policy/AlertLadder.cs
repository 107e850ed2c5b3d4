using System.Collections.Immutable;
using Ehcp.Contracts;
using Ehcp.Deadlines;

namespace Ehcp.Scheduler.Policy;

/// <summary>One step of a ladder: from the start of its London day on, its audience is to know.</summary>
/// <param name="Name">What the rung is called in the database and in answers; it does not change while alerts of it are open.</param>
/// <param name="Offset">How many days from the last day: negative before it, positive after.</param>
/// <param name="InWorkingDays">Whether the offset counts working days of England: up to the breach from the last working day, after it from the last day.</param>
/// <param name="Audience">The roles that are told.</param>
/// <param name="Channel">How they are told; null: as the authority tells.</param>
internal sealed record Rung(string Name, int Offset, bool InWorkingDays, ImmutableArray<AlertRole> Audience, string? Channel = null)
{
    internal DateOnly DayFor(DateOnly lastDay, WorkingDays calendar) => !InWorkingDays ? lastDay.AddDays(Offset)
        : calendar.Add(Offset > 0 ? lastDay : calendar.OnOrBefore(lastDay), Offset);
}

/// <summary>Who is told of one clock, and when. It is the council's policy, not law.</summary>
internal sealed class AlertLadder(ImmutableArray<Rung> rungs)
{
    private readonly bool _endsWithTheLastDay;

    private AlertLadder(AlertLadder ladder)
        : this(ladder.Rungs) => _endsWithTheLastDay = true;

    /// <summary>The same for a limit that nobody is late with: after its last day there is nothing left to tell.</summary>
    internal AlertLadder ToTheLastDay => new(this);

    /// <summary>The name of what is told when a breach that somebody was mailed of is none any more. No rung may have it.</summary>
    internal const string Cleared = "cleared";

    internal ImmutableArray<Rung> Rungs => rungs;

    internal string? ChannelOf(string rung) => rungs.FirstOrDefault(each => each.Name == rung)?.Channel;

    /// <summary>The rung to be fired first for a new last day, however long its day has passed: the sweep skips what a later one has overtaken.</summary>
    internal DueRung? First(DateOnly lastDay, WorkingDays calendar) => InOrder(lastDay, calendar).FirstOrDefault();

    /// <summary>The highest rung reached by <paramref name="today"/>; after an outage the rungs below it are skipped, not sent late.</summary>
    internal Rung? Reached(DateOnly lastDay, DateOnly today, WorkingDays calendar) =>
        _endsWithTheLastDay && today > lastDay ? null : InOrder(lastDay, calendar).LastOrDefault(due => due.Day <= today)?.Rung;

    internal DueRung? NextAfter(DateOnly lastDay, DateOnly today, WorkingDays calendar) => InOrder(lastDay, calendar).FirstOrDefault(due => due.Day > today);

    // Working days may overtake days over Easter or Christmas; the day decides, and the order of the ladder between equal days.
    private IEnumerable<DueRung> InOrder(DateOnly lastDay, WorkingDays calendar) =>
        rungs.Select(rung => new DueRung(rung, rung.DayFor(lastDay, calendar)))
            .Where(due => !_endsWithTheLastDay || due.Day <= lastDay).OrderBy(due => due.Day);
}

/// <summary>A rung of one clock, with its day.</summary>
internal sealed record DueRung(Rung Rung, DateOnly Day)
{
    internal DateTimeOffset At => LondonCalendar.StartOf(Day);
}

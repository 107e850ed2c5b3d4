using Ehcp.Contracts;

namespace Ehcp.Deadlines;

/// <summary>How a clock stands on a given day.</summary>
public enum ClockState
{
    /// <summary>Running, and in time so far.</summary>
    Open,

    /// <summary>Its outcome came on or before the last day.</summary>
    Met,

    /// <summary>Its outcome came after the last day.</summary>
    Missed,

    /// <summary>The last day has passed without an outcome.</summary>
    Overdue,

    /// <summary>An exemption disapplies the limit, and it was not met in time all the same.</summary>
    Exempt,

    /// <summary>Its process ended, or its time ran out, without this outcome being recorded or needed.</summary>
    NotApplicable,

    /// <summary>The facts do not say; they are told to the people who can correct them.</summary>
    CannotCompute,
}

/// <summary>The one function that turns a clock and a London day into a state.</summary>
public static class ClockStates
{
    /// <summary>The state of <paramref name="clock"/> on <paramref name="londonDay"/>. The last day itself is in time.</summary>
    /// <param name="timetable">The timetable it was computed by.</param>
    /// <param name="clock">A clock of a timeline.</param>
    /// <param name="londonDay">Today in London, or the day of an <c>asOf</c>.</param>
    public static ClockState On(StatutoryTimetable timetable, Clock clock, DateOnly londonDay)
    {
        if (clock.CannotComputeBecause is not null || clock.LastDay is not { } lastDay)
        {
            return ClockState.CannotCompute;
        }

        var limit = timetable.Find(clock.Rule);
        var meaning = limit?.AfterLastDay ?? AfterLastDay.Overdue;
        if (limit is { ForbidsUntilThen: true } && clock.EndedOn <= lastDay)
        {
            return ClockState.Missed;
        }

        if (meaning == AfterLastDay.Met && (clock.EndedOn is not null || (clock.ClosedBy is null && londonDay > lastDay)))
        {
            return ClockState.Met;
        }

        if (clock.EndedOn <= lastDay)
        {
            return ClockState.Met;
        }

        if (clock.EndedOn is null && clock.ClosedBy is not null)
        {
            return limit is { IsMissedWhenClosedLate: true } && clock.ClosedOn > lastDay && !Disapplied(clock) ? ClockState.Missed : ClockState.NotApplicable;
        }

        if (Disapplied(clock))
        {
            return ClockState.Exempt;
        }

        if (clock.EndedOn is not null)
        {
            return ClockState.Missed;
        }

        return londonDay <= lastDay || meaning == AfterLastDay.StaysOpen ? ClockState.Open
            : meaning == AfterLastDay.Lapses ? ClockState.NotApplicable
            : ClockState.Overdue;
    }

    /// <summary>The state's name on the wire, e.g. <c>not-applicable</c>.</summary>
    /// <param name="state">A state.</param>
    public static string Name(ClockState state) => state switch
    {
        ClockState.Open => "open",
        ClockState.Met => "met",
        ClockState.Missed => "missed",
        ClockState.Overdue => "overdue",
        ClockState.Exempt => "exempt",
        ClockState.NotApplicable => "not-applicable",
        ClockState.CannotCompute => "cannot-compute",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a clock."),
    };

    private static bool Disapplied(Clock clock)
    {
        foreach (var claim in clock.Exemptions ?? [])
        {
            if (claim.Disapplies)
            {
                return true;
            }
        }

        return false;
    }
}

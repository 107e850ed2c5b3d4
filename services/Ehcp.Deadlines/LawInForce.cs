namespace Ehcp.Deadlines;

/// <summary>Which law a process computes by now. It stands at the edge: what computes is given the law itself.</summary>
/// <param name="law">The law to begin with.</param>
public sealed class LawInForce(Law law)
{
    private Law _current = law;

    /// <summary>The law in force. Who needs it twice for one answer reads it once.</summary>
    public Law Current => Volatile.Read(ref _current);

    /// <summary>From now on the law has this calendar. What was computed before stays as it was until it is computed again.</summary>
    /// <param name="calendar">A list that <see cref="WorkingDays.With"/> gave.</param>
    public void Use(WorkingDays calendar) => Volatile.Write(ref _current, Current with { Calendar = calendar });
}

using Ehcp.Contracts;

namespace Ehcp.Reporting.Questions;

/// <summary>Whose cases a figure counts, and as known at which instant.</summary>
/// <param name="At">The instant: now, or the <c>asOf</c> asked for.</param>
/// <param name="IsNow">Whether nothing known later is left out.</param>
/// <param name="Authorities">ONS codes; null for every authority there is.</param>
public sealed record AsKnown(DateTimeOffset At, bool IsNow, string[]? Authorities)
{
    /// <summary>The London day on which it is asked what is open and what is overdue.</summary>
    public DateOnly Day => LondonCalendar.DayOf(At);

    /// <summary>The instant, as the database's <c>requests_known</c> takes it: null for now.</summary>
    internal DateTimeOffset? Then => IsNow ? null : At;
}

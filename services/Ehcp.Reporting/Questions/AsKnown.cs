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

    /// <summary>The rows of <c>known_request</c> to be counted: of each request the one span that holds the instant.</summary>
    internal string Rows =>
        (IsNow ? "known_to is null" : "known_from <= @as_of and (known_to is null or known_to > @as_of)")
        + (Authorities is null ? "" : " and authority = any(@authorities)");
}

using System.Collections.Immutable;

namespace Ehcp.Deadlines;

/// <summary>One statutory limit running on one event of a case. Its state on a day is <see cref="ClockStates.On"/>.</summary>
/// <param name="Milestone">What must be done, e.g. <c>final-plan</c>.</param>
/// <param name="Id">The process it belongs to: the request id and so on. Where one process has several of a milestone a slash and a second id follow, e.g. that of the advice; where several kinds of event start one, the event's type and a slash stand before.</param>
/// <param name="Rule">Id of the <see cref="TimeLimit"/> in force when it started.</param>
/// <param name="Trigger">Type of the event that started it.</param>
/// <param name="StartedOn">Date of that event; null when it is disputed. Whether this day counts is the rule's shape.</param>
/// <param name="LastDay">The last day in time, which no exemption, weekend or bank holiday moves; null when it cannot be computed.</param>
/// <param name="EndedOn">Day of its own outcome.</param>
/// <param name="ClosedOn">Day another outcome of its process closed it, when it has none of its own.</param>
/// <param name="ClosedBy">Type of the event that closed it.</param>
/// <param name="Exemptions">Every claim that stands and names this milestone.</param>
/// <param name="CannotComputeBecause">Why it cannot be computed, as a sentence; null when it can.</param>
public sealed record Clock(
    string Milestone,
    string Id,
    string Rule,
    string Trigger,
    DateOnly? StartedOn,
    DateOnly? LastDay,
    DateOnly? EndedOn,
    DateOnly? ClosedOn,
    string? ClosedBy,
    ImmutableArray<ExemptionClaim> Exemptions,
    string? CannotComputeBecause)
{
    /// <summary>The second date that the rule counts from, e.g. the day of a move; null when it counts from one.</summary>
    public DateOnly? SecondDate { get; init; }

    /// <summary>How the refusal that had closed it was reversed without ending its limit: <c>conceded</c> or <c>unknown</c>; null when none was.</summary>
    public string? Reopened { get; init; }
}

/// <summary>The authority's claim that a limit does not apply. It never pauses, extends or moves a date.</summary>
/// <param name="ExemptionId">Id of the claim within its request.</param>
/// <param name="Ground">Code of the ground, e.g. <c>school-closed</c>.</param>
/// <param name="Disapplies">Whether the limit does not apply because of it.</param>
/// <param name="Standing"><c>proven</c> by its dates, <c>unproven</c> without them, <c>disproved</c> by them, or <c>not-allowed</c> for this limit.</param>
/// <param name="Why">The reason for the standing, as a sentence.</param>
public sealed record ExemptionClaim(string ExemptionId, string Ground, bool Disapplies, string Standing, string? Why);

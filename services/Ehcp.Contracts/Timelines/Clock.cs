using System.Text.Json.Serialization;

namespace Ehcp.Contracts;

/// <summary>
/// One statutory limit running on one event of a case. It holds nothing that depends on the day it is read, and no text: the rule's id and its inputs explain it.
/// </summary>
/// <param name="Milestone">What must be done, e.g. <c>final-plan</c>.</param>
/// <param name="Id">
/// The process it belongs to: the request id and so on. Where one process has several of a milestone a slash and a second id follow, e.g. that of the advice; where
/// several kinds of event start one, the event's type and a slash stand before.
/// </param>
/// <param name="Rule">Id of the rule in force when it started.</param>
/// <param name="Trigger">Type of the event that started it, without prefix and version.</param>
/// <param name="StartedOn">Date of that event; null when it is disputed. Whether this day counts is the rule's shape.</param>
/// <param name="LastDay">The last day in time, inclusive, which no exemption, weekend or bank holiday moves; null when it cannot be computed.</param>
/// <param name="EndedOn">Day of its own outcome.</param>
/// <param name="ClosedOn">Day another outcome of its process closed it, when it has none of its own.</param>
/// <param name="ClosedBy">Type of the event that closed it.</param>
/// <param name="Exemptions">Every claim that stands and names the milestone; null when there are none.</param>
/// <param name="CannotComputeBecause">Why it cannot be computed, as a sentence; null when it can.</param>
/// <param name="SecondDate">The second date that the rule counts from, e.g. the day of a move; null when it counts from one.</param>
/// <param name="Reopened">How a refusal that had closed it was reversed without ending its limit: <c>conceded</c> or <c>unknown</c>; null when none was.</param>
public sealed record Clock(
    string Milestone,
    [property: JsonPropertyName("clock")] string Id,
    string Rule,
    string Trigger,
    DateOnly? StartedOn = null,
    DateOnly? LastDay = null,
    DateOnly? EndedOn = null,
    DateOnly? ClosedOn = null,
    string? ClosedBy = null,
    IReadOnlyList<ClaimedExemption>? Exemptions = null,
    string? CannotComputeBecause = null,
    DateOnly? SecondDate = null,
    string? Reopened = null);

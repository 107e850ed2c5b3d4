namespace Ehcp.Contracts;

/// <summary>
/// The last day of a duty passed in London without its outcome. Sent by the Scheduler to whoever binds a queue, once for each time it
/// becomes true; <see cref="BreachCleared"/> takes it back.
/// </summary>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="CaseReference">The authority's reference of the case.</param>
/// <param name="Milestone">What should have been done, e.g. <c>final-plan</c>.</param>
/// <param name="Clock">The process it belongs to, such as the request id.</param>
/// <param name="LastDay">The last day that was in time.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="CameFrom">Where the case was when the breach was announced first; null unless it has passed on since. It is no new breach: the one of that key
/// is taken back beside it.</param>
public sealed record DeadlineBreached(string Authority, string CaseReference, string Milestone, string Clock, DateOnly LastDay, DateOnly? LastWorkingDay = null,
    CasePlace? CameFrom = null);

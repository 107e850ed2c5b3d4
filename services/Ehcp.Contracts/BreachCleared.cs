namespace Ehcp.Contracts;

/// <summary>A breach that was announced does not stand any more: a later fact showed the duty was done or does not apply, or moved its last day.</summary>
/// <param name="Authority">The authority's canonical ONS code.</param>
/// <param name="CaseReference">The authority's reference of the case.</param>
/// <param name="Milestone">The milestone of the <see cref="DeadlineBreached"/>.</param>
/// <param name="Clock">Its clock.</param>
/// <param name="LastDay">Its last day.</param>
/// <param name="PassedTo">Where the case is now, when it has passed on and the breach stands there; null when it stands nowhere.</param>
public sealed record BreachCleared(string Authority, string CaseReference, string Milestone, string Clock, DateOnly LastDay, CasePlace? PassedTo = null);

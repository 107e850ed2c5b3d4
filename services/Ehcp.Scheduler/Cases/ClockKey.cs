namespace Ehcp.Scheduler.Cases;

/// <summary>Which clock of which case.</summary>
internal readonly record struct ClockKey(string Authority, string CaseReference, string Milestone, string Clock);

namespace Ehcp.Reporting.Alerts;

/// <summary>What the Scheduler says of one case: whom it told, and what comes next.</summary>
public sealed record CaseAlerts(IReadOnlyList<ToldAlert> Alerts, IReadOnlyList<NextLastDay> Next);

/// <summary>One alert, as <c>GET /v1/cases</c> of the Scheduler tells it.</summary>
public sealed record ToldAlert(
    long Id, string Milestone, string Clock, string Rung, DateOnly LastDay, string Role, string State, DateTimeOffset FiredAt, DateTimeOffset? SettledAt, string? Told, string? Because,
    Acknowledged? Acknowledged);

/// <summary>What was said of an alert last.</summary>
public sealed record Acknowledged(DateOnly Until, string Plan, string By, DateTimeOffset At);

/// <summary>A deadline that is open and has not passed.</summary>
public sealed record NextLastDay(string Milestone, string Clock, DateOnly LastDay, DateOnly? LastWorkingDay, int DaysLeft);

/// <summary>Whether staff are being told.</summary>
public sealed record AlertSummary(DateTimeOffset Since, long LastSweepSecondsAgo, IReadOnlyDictionary<string, long> Alerts, DateTimeOffset? OldestWaitingAt);

/// <summary>How the Scheduler answered an acknowledgement.</summary>
/// <param name="Wrong">What it refuses, as a sentence; null when it took it.</param>
internal sealed record AcknowledgeAnswer(string? Wrong);

namespace Ehcp.Contracts.Http;

/// <summary>What was told of a deadline, or will be, and how far it came: as the Scheduler's <c>GET /v1/alerts</c> and <c>GET /v1/cases/…</c> tell
/// it.</summary>
/// <param name="Id">Number of the alert.</param>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="Milestone">What must be done.</param>
/// <param name="Clock">The process it belongs to.</param>
/// <param name="Rung">The step of the ladder.</param>
/// <param name="LastDay">The last day in time, inclusive.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="Role">For whom it is.</param>
/// <param name="State"><c>planned</c>, <c>sending</c>, <c>accepted</c>, <c>delivered</c>, <c>failed</c>, <c>parked</c> or <c>dropped</c>.</param>
/// <param name="FiredAt">When the sweep found the rung due.</param>
/// <param name="SettledAt">When the mail was accepted, delivered, given up or parked.</param>
/// <param name="Told">The role of who was told; another than <c>role</c> where that could not be reached, and null until it stands in a mail.</param>
/// <param name="Because">Why that one.</param>
/// <param name="Shadow">Whether it went to the shadow address, and not to the one who has the role.</param>
/// <param name="Acknowledged">What was said of it last; it has lapsed when its day has passed.</param>
public sealed record CaseAlert(
    long Id, string Authority, string CaseReference, string Milestone, string Clock, string Rung, DateOnly LastDay, DateOnly? LastWorkingDay, string Role,
    string State, DateTimeOffset FiredAt, DateTimeOffset? SettledAt, string? Told, string? Because, bool Shadow, Acknowledgement? Acknowledged);

/// <summary>How often morning digests told one role of one deadline, or of something that the family was to be told.</summary>
/// <param name="Milestone">What must be done; <c>family-to-tell</c> where the family was to be told of an exemption.</param>
/// <param name="Clock">The process it belongs to, or the exemption.</param>
/// <param name="LastDay">The last day in time that was told, inclusive; null where none was.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="Told">The role of who was told.</param>
/// <param name="State">How far the mails came: as of an alert.</param>
/// <param name="Shadow">Whether they went to the shadow address, and not to the one who has the role.</param>
/// <param name="Times">How many digests, one a working day.</param>
/// <param name="FirstAt">When the first of them was written.</param>
/// <param name="LastAt">When the last of them was written.</param>
public sealed record CaseDigest(
    string Milestone, string Clock, DateOnly? LastDay, DateOnly? LastWorkingDay, string Told, string State, bool Shadow, int Times, DateTimeOffset FirstAt,
    DateTimeOffset LastAt)
{
    /// <summary>What stands where a deadline's milestone does when a family is to be told of an exemption; the clock is then the id of the exemption.</summary>
    public const string FamilyToTell = "family-to-tell";
}

/// <summary>A deadline that is open and has not passed.</summary>
/// <param name="Milestone">What must be done.</param>
/// <param name="Clock">The process it belongs to.</param>
/// <param name="LastDay">The last day in time, inclusive.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="DaysLeft">Days from today to the last day; 0 on the day itself.</param>
public sealed record NextLastDay(string Milestone, string Clock, DateOnly LastDay, DateOnly? LastWorkingDay, int DaysLeft);

/// <summary>The part of the Scheduler's <c>GET /v1/cases/…</c> that Reporting reads: whom it told, and what comes next.</summary>
/// <param name="Alerts">Newest first.</param>
/// <param name="Next">Earliest first.</param>
/// <param name="Digests">What morning digests told, the newest first; null from a Scheduler that does not say.</param>
public sealed record CaseAlerts(IReadOnlyList<CaseAlert> Alerts, IReadOnlyList<NextLastDay> Next, IReadOnlyList<CaseDigest>? Digests = null);

/// <summary>Whether staff are being told, in numbers that name no case: the Scheduler's <c>GET /v1/alerts/summary</c>.</summary>
/// <param name="Since">Alerts that fired from this instant on are counted.</param>
/// <param name="LastSweepSecondsAgo">How long ago a sweep completed, whichever Scheduler ran it.</param>
/// <param name="Alerts">How many, by state as in <c>GET /v1/alerts</c>; states without any are left out.</param>
/// <param name="OldestWaitingAt">When the oldest that still waits to be mailed fired; null when none does.</param>
public sealed record AlertSummary(DateTimeOffset Since, long LastSweepSecondsAgo, IReadOnlyDictionary<string, long> Alerts, DateTimeOffset? OldestWaitingAt);

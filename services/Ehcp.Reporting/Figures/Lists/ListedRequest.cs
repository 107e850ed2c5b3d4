namespace Ehcp.Reporting.Figures.Lists;

/// <summary>One request of a list.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">Its case.</param>
/// <param name="RequestId">Which request of the case.</param>
/// <param name="ReceivedOn">London date of receipt; null when it is not recorded.</param>
/// <param name="LastDay">Last day of the 20 weeks, inclusive; null when they cannot be measured.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="PlanSentOn">Day the final plan was sent.</param>
/// <param name="Days">Days from receipt to the plan, or to the day of the list while it is open; null when they cannot be measured.</param>
/// <param name="WaitingOn">Whose move it is, of an open one.</param>
/// <param name="ExemptionClaimed">Whether an exemption is claimed on the final plan.</param>
/// <param name="CannotComputeBecause">Why the 20 weeks cannot be measured.</param>
public sealed record ListedRequest(
    string Authority,
    string CaseReference,
    string RequestId,
    DateOnly? ReceivedOn,
    DateOnly? LastDay,
    DateOnly? LastWorkingDay,
    DateOnly? PlanSentOn,
    int? Days,
    IReadOnlyList<string>? WaitingOn,
    string? Team,
    string? Area,
    string? PrimaryNeed,
    bool ExemptionClaimed,
    string? CannotComputeBecause);

namespace Ehcp.Scheduler.Policy;

/// <summary>Who is told. A role, never a person: the person is looked up when the mail is composed.</summary>
internal enum AlertRole
{
    CaseOfficer,
    Deputy,
    TeamMailbox,
    TeamManager,
    SendMailbox,
    HeadOfSend,
}

internal static class AlertRoles
{
    internal static readonly string[] Names = ["case-officer", "deputy", "team-mailbox", "team-manager", "send-mailbox", "head-of-send"];

    internal static string Name(AlertRole role) => Names[(int)role];

    internal static AlertRole? Find(string name) => Array.IndexOf(Names, name) is var at and >= 0 ? (AlertRole)at : null;

    /// <summary>Who is told when mail to a role is refused; null when there is nobody left.</summary>
    internal static AlertRole? Next(AlertRole role) => role switch
    {
        AlertRole.CaseOfficer => AlertRole.Deputy,
        AlertRole.Deputy or AlertRole.TeamMailbox => AlertRole.TeamManager,
        AlertRole.TeamManager or AlertRole.HeadOfSend => AlertRole.SendMailbox,
        _ => null,
    };

    internal static string All => string.Join(", ", Names);
}

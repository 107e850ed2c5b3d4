namespace Ehcp.Scheduler.Alerts;

/// <summary>Who is told. A role, never a person: the person is looked up when the mail is composed.</summary>
internal enum AlertRole
{
    CaseOfficer,
    TeamManager,
    SendMailbox,
    HeadOfSend,
}

internal static class AlertRoles
{
    private static readonly string[] Names = ["case-officer", "team-manager", "send-mailbox", "head-of-send"];

    internal static string Name(AlertRole role) => Names[(int)role];

    internal static AlertRole? Find(string name) => Array.IndexOf(Names, name) is var at and >= 0 ? (AlertRole)at : null;

    internal static string All => string.Join(", ", Names);
}

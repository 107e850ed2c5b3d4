using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Alerts;

/// <summary>From a role to an address. It ends at the SEND mailbox, so that every alert reaches somebody.</summary>
internal sealed partial class Recipients(string sendMailbox, string? headOfSend, IReadOnlyDictionary<string, string> teams)
{
    private readonly Dictionary<string, string> _managers = new(teams, StringComparer.OrdinalIgnoreCase);

    /// <param name="role">Who is to be told.</param>
    /// <param name="caseOfficer">The case's officer, if anybody said.</param>
    /// <param name="team">The case's team, if anybody said.</param>
    internal string Of(AlertRole role, string? caseOfficer, string? team) => role switch
    {
        AlertRole.CaseOfficer when IsAddress(caseOfficer) => caseOfficer!,
        AlertRole.CaseOfficer or AlertRole.TeamManager => team is null ? sendMailbox : _managers.GetValueOrDefault(team, sendMailbox),
        AlertRole.HeadOfSend => headOfSend ?? sendMailbox,
        _ => sendMailbox,
    };

    internal static bool IsAddress(string? text) => text is not null && Address().IsMatch(text) && !text.Any(char.IsControl);

    [GeneratedRegex(Patterns.Email)]
    private static partial Regex Address();
}

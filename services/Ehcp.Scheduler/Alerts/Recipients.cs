using System.Text.RegularExpressions;
using Ehcp.Contracts;

namespace Ehcp.Scheduler.Alerts;

/// <summary>Whom an alert goes to.</summary>
/// <param name="Address">In small letters, so that one mailbox is one person.</param>
/// <param name="Because">Why them, in a few words.</param>
internal sealed record Recipient(string Address, string Because);

/// <summary>From a role to an address. It ends at the SEND mailbox, so that every alert reaches somebody.</summary>
internal sealed partial class Recipients(string sendMailbox, string? headOfSend, IReadOnlyDictionary<string, string> teams)
{
    private readonly Dictionary<string, string> _managers = new(teams, StringComparer.OrdinalIgnoreCase);

    /// <param name="role">Who is to be told.</param>
    /// <param name="caseOfficer">The case's officer, if anybody said.</param>
    /// <param name="team">The case's team, if anybody said.</param>
    internal Recipient Of(AlertRole role, string? caseOfficer, string? team)
    {
        AlertRole? asked = role;
        var missing = new List<string>();
        while (asked is { } each && each != AlertRole.SendMailbox)
        {
            if (AddressOf(each, caseOfficer, team) is { } address)
            {
                return new(address, Because(each, missing));
            }

            missing.Add($"no {AlertRoles.Name(each)} is known");
            asked = each == AlertRole.CaseOfficer ? AlertRole.TeamManager : null;
        }

        return new(sendMailbox.ToLowerInvariant(), Because(AlertRole.SendMailbox, missing));
    }

    private string? AddressOf(AlertRole role, string? caseOfficer, string? team)
    {
        var address = role switch
        {
            AlertRole.CaseOfficer => caseOfficer,
            AlertRole.TeamManager => team is null ? null : _managers.GetValueOrDefault(team),
            _ => headOfSend,
        };
        return IsAddress(address) ? address!.ToLowerInvariant() : null;
    }

    private static string Because(AlertRole role, List<string> missing) => string.Join(", ", missing.Append($"{AlertRoles.Name(role)} of the case"));

    internal static bool IsAddress(string? text) => text is not null && Address().IsMatch(text) && !text.Any(char.IsControl);

    [GeneratedRegex(Patterns.Email)]
    private static partial Regex Address();
}

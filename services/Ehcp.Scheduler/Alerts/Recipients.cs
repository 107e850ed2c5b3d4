using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Npgsql;

namespace Ehcp.Scheduler.Alerts;

/// <summary>Whom an alert goes to.</summary>
/// <param name="Address">In small letters, so that one mailbox is one person.</param>
/// <param name="Because">Why them, in a few words.</param>
/// <param name="Role">The role they have: the one that was asked for, or the next that somebody has.</param>
internal sealed record Recipient(string Address, string Because, AlertRole Role);

/// <summary>Who holds a case, where anybody said.</summary>
internal sealed record CaseHolders(string? CaseOfficer, string? Deputy, string? Team)
{
    /// <summary>Three columns of a row: officer, deputy, team.</summary>
    internal static CaseHolders Read(NpgsqlDataReader row, int first) => new(Text(row, first), Text(row, first + 1), Text(row, first + 2));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>From a role to an address. It ends at the SEND mailbox, so that every alert reaches somebody.</summary>
internal sealed partial class Recipients(string sendMailbox, string? headOfSend, IReadOnlyDictionary<string, string> teams)
{
    private readonly Dictionary<string, string> _managers = new(teams, StringComparer.OrdinalIgnoreCase);

    /// <param name="role">Who is to be told; where there is no such address, the next role is.</param>
    /// <param name="holders">Who holds the case.</param>
    internal Recipient Of(AlertRole role, CaseHolders holders)
    {
        AlertRole? asked = role;
        var missing = new List<string>();
        while (asked is { } each && each != AlertRole.SendMailbox)
        {
            if (AddressOf(each, holders) is { } address)
            {
                return new(address, Because(each, missing), each);
            }

            missing.Add($"no {AlertRoles.Name(each)} is known");
            asked = AlertRoles.Next(each);
        }

        return new(sendMailbox.ToLowerInvariant(), Because(AlertRole.SendMailbox, missing), AlertRole.SendMailbox);
    }

    private string? AddressOf(AlertRole role, CaseHolders holders)
    {
        var address = role switch
        {
            AlertRole.CaseOfficer => holders.CaseOfficer,
            AlertRole.Deputy => holders.Deputy,
            AlertRole.TeamManager => holders.Team is null ? null : _managers.GetValueOrDefault(holders.Team),
            _ => headOfSend,
        };
        return IsAddress(address) ? address!.ToLowerInvariant() : null;
    }

    private static string Because(AlertRole role, List<string> missing) => string.Join(", ", missing.Append($"{AlertRoles.Name(role)} of the case"));

    internal static bool IsAddress(string? text) => text is not null && Address().IsMatch(text) && !text.Any(char.IsControl);

    [GeneratedRegex(Patterns.Email)]
    private static partial Regex Address();
}

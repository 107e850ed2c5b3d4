using System.Globalization;
using Ehcp.Contracts;
using Ehcp.Hosting.Sql;

namespace Ehcp.Scheduler.Policy;

/// <summary>Whom an alert goes to.</summary>
/// <param name="Address">In small letters, so that one mailbox is one person.</param>
/// <param name="Because">Why them, in a few words.</param>
/// <param name="Role">The role they have: the one that was asked for, or the next that somebody has.</param>
internal sealed record Recipient(string Address, string Because, AlertRole Role)
{
    /// <summary>The same, with what happened before.</summary>
    internal Recipient After(string reason) => this with { Because = $"{reason}, {Because}" };
}

/// <summary>Who holds a case, where anybody said.</summary>
internal sealed record CaseHolders(string? CaseOfficer, string? Deputy, string? Team)
{
    /// <summary>Reads <c>case_officer</c>, <c>deputy</c> and <c>team</c>.</summary>
    internal static CaseHolders Read(Rows row) => new(row.TextOrNull("case_officer"), row.TextOrNull("deputy"), row.TextOrNull("team"));
}

/// <summary>From a role to an address. It ends at the SEND mailbox, so that every alert reaches somebody.</summary>
internal sealed class Recipients(
    string sendMailbox, string? headOfSend, IReadOnlyDictionary<string, string> managers, IReadOnlyDictionary<string, string> teamMailboxes,
    IEnumerable<Absence> absences)
{
    private readonly ILookup<string, Absence> _absences = absences.ToLookup(absence => absence.Person, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _managers = ByTeam(managers);
    private readonly Dictionary<string, string> _teamMailboxes = ByTeam(teamMailboxes);

    /// <summary>The last to be told, whoever else is not known.</summary>
    internal string Mailbox { get; } = sendMailbox.ToLowerInvariant();

    /// <param name="role">Who is to be told; where there is no such address, or it would not reach anybody, the next role is.</param>
    /// <param name="holders">Who holds the case.</param>
    /// <param name="unreachable">Whom mail does not reach.</param>
    internal Recipient Of(AlertRole role, CaseHolders holders, Unreachable unreachable)
    {
        AlertRole? asked = role;
        var passedOver = new List<string>();
        while (asked is { } each && each != AlertRole.SendMailbox)
        {
            var address = AddressOf(each, holders);
            if (WhyNot(address, unreachable) is not { } why)
            {
                return new(address!, Because(each, passedOver), each);
            }

            passedOver.Add(string.Format(CultureInfo.InvariantCulture, why, AlertRoles.Name(each)));
            asked = AlertRoles.Next(each);
        }

        return new(Mailbox, Because(AlertRole.SendMailbox, passedOver), AlertRole.SendMailbox);
    }

    private string? WhyNot(string? address, Unreachable unreachable) => address switch
    {
        null => "no {0} is known",
        _ when _absences[address].Any(absence => absence.Covers(unreachable.Today)) => "the {0} is away",
        _ when unreachable.Refused.Contains(address) => "mail to the {0} is refused",
        _ => null,
    };

    private string? AddressOf(AlertRole role, CaseHolders holders)
    {
        var address = role switch
        {
            AlertRole.CaseOfficer => holders.CaseOfficer,
            AlertRole.Deputy => holders.Deputy,
            AlertRole.TeamMailbox => holders.Team is null ? null : _teamMailboxes.GetValueOrDefault(holders.Team),
            AlertRole.TeamManager => holders.Team is null ? null : _managers.GetValueOrDefault(holders.Team),
            _ => headOfSend,
        };
        return IsAddress(address) ? address!.ToLowerInvariant() : null;
    }

    // The settings may write a team as they like; an event has it in one spelling.
    private static Dictionary<string, string> ByTeam(IReadOnlyDictionary<string, string> addresses)
    {
        var byTeam = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (team, address) in addresses)
        {
            byTeam[NameText.Normal(team)] = address;
        }

        return byTeam;
    }

    private static string Because(AlertRole role, List<string> passedOver) => string.Join(", ", passedOver.Append($"{AlertRoles.Name(role)} of the case"));

    internal static bool IsAddress(string? text) => EmailAddresses.IsOne(text);
}

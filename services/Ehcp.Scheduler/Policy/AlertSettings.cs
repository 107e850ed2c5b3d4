using System.Globalization;

namespace Ehcp.Scheduler.Policy;

/// <summary><c>Ehcp:Alerts</c>.</summary>
internal sealed class AlertSettings
{
    internal const string Section = "Ehcp:Alerts";

    /// <summary>Shadow mode: everything is computed and recorded as ever, but every mail goes to this address and to nobody else.</summary>
    public string? ShadowAddress { get; set => field = AuthorityAlertSettings.OrNull(value); }

    /// <summary><c>morning</c>, unless set to <c>off</c>: a digest at half past seven of each working day on which something is due.</summary>
    public string Digest { get; set => field = value is "" ? "morning" : value; } = "morning";

    /// <summary>How many minutes who was mailed of alerts is spared more of them; without it 60, and none in Development.</summary>
    public int? PauseMinutes { get; set; }

    /// <summary>What holds for an authority that says nothing of its own.</summary>
    public AuthorityAlertSettings Default { get; set; } = new();

    /// <summary>Whether anything in them is told by a channel.</summary>
    internal bool Uses(string channel) => Authorities.Values.Prepend(Default).Any(own =>
        own.Channel == channel || (own.Ladder ?? []).Values.SelectMany(rungs => rungs).Any(rung => rung.Channel == channel));

    /// <summary>By ONS code. What is left out is as in <see cref="Default"/>.</summary>
    public Dictionary<string, AuthorityAlertSettings> Authorities { get; set; } = [];
}

internal sealed class AuthorityAlertSettings
{
    /// <summary>Mailbox of the SEND team: the last to be told, whoever else is not known.</summary>
    public string? SendMailbox { get; set => field = OrNull(value); }

    /// <summary>Address of the head of SEND; without it their alerts go to the mailbox.</summary>
    public string? HeadOfSend { get; set => field = OrNull(value); }

    /// <summary>Name of a team, as in <c>case-assigned</c>, to its manager's address.</summary>
    public Dictionary<string, string>? Teams { get; set; }

    /// <summary>Name of a team to its own mailbox; without it that team's alerts of the role go to its manager.</summary>
    public Dictionary<string, string>? TeamMailboxes { get; set; }

    /// <summary>Who is away and when: meanwhile their alerts go to the next person.</summary>
    public List<AbsenceSettings>? Absences { get; set; }

    /// <summary><c>working-hours</c> or <c>always</c>.</summary>
    public string? Window { get; set => field = OrNull(value); }

    /// <summary><c>smtp</c> or <c>notify</c>; without it as <c>Ehcp:Mail:Channel</c> says.</summary>
    public string? Channel { get; set => field = OrNull(value); }

    /// <summary>Milestone to its rungs, instead of the ladders that ship. A milestone that is not named has none.</summary>
    public Dictionary<string, List<RungSettings>>? Ladder { get; set; }

    // An empty environment variable is a setting that was left out.
    internal static string? OrNull(string? value) => value is "" ? null : value;
}

internal sealed class AbsenceSettings
{
    /// <summary>Address of who is away.</summary>
    public string Person { get; set; } = "";

    /// <summary>The first day away, as YYYY-MM-DD in London.</summary>
    public string From { get; set; } = "";

    /// <summary>The last day away.</summary>
    public string To { get; set; } = "";

    /// <returns>The days; null where they cannot be read.</returns>
    internal Absence? Read() => Day(From) is { } from && Day(To) is { } to ? new(Person.ToLowerInvariant(), from, to) : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

internal sealed class RungSettings
{
    public string Name { get; set; } = "";

    /// <summary>Days from the last day, negative before it. Either this or <see cref="WorkingDays"/>.</summary>
    public int? Days { get; set; }

    public int? WorkingDays { get; set; }

    /// <summary>How they are told, where not as the authority tells: <c>smtp</c> or <c>notify</c>.</summary>
    public string? Channel { get; set => field = AuthorityAlertSettings.OrNull(value); }

    /// <summary>Roles that are told, such as <c>case-officer</c>.</summary>
    public List<string> Audience { get; set; } = [];
}

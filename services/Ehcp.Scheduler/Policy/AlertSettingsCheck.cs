using System.Text.RegularExpressions;
using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Mail;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Policy;

/// <summary>Everything that is wrong with the alert settings, at once, when the service starts and not when a child's plan is late.</summary>
internal sealed partial class AlertSettingsCheck : IValidateOptions<AlertSettings>
{
    public ValidateOptionsResult Validate(string? name, AlertSettings options)
    {
        var wrong = Wrong($"{AlertSettings.Section}:Default", options.Default).ToList();
        if (options.Default.SendMailbox is null)
        {
            wrong.Add($"{AlertSettings.Section}:Default:SendMailbox is not set.");
        }

        if (options.ShadowAddress is { } shadow && !Recipients.IsAddress(shadow))
        {
            wrong.Add($"{AlertSettings.Section}:ShadowAddress is not an e-mail address.");
        }

        if (options.Digest is not ("morning" or "off"))
        {
            wrong.Add($"{AlertSettings.Section}:Digest is neither morning nor off.");
        }

        if (options.PauseMinutes is < 0 or > 24 * 60)
        {
            wrong.Add($"{AlertSettings.Section}:PauseMinutes is not between 0 and {24 * 60}.");
        }

        foreach (var (code, own) in options.Authorities)
        {
            var path = $"{AlertSettings.Section}:Authorities:{code}";
            if (Authorities.Find(code)?.OnsCode != code)
            {
                wrong.Add($"{path} is no English authority's ONS code.");
            }

            wrong.AddRange(Wrong(path, own));
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(string path, AuthorityAlertSettings settings)
    {
        var addresses = (settings.Teams ?? []).Select(team => (Path: $"Teams:{team.Key}", Address: (string?)team.Value))
            .Concat((settings.TeamMailboxes ?? []).Select(team => (Path: $"TeamMailboxes:{team.Key}", Address: (string?)team.Value)))
            .Append((Path: nameof(settings.SendMailbox), Address: settings.SendMailbox))
            .Append((Path: nameof(settings.HeadOfSend), Address: settings.HeadOfSend));
        foreach (var (part, _) in addresses.Where(entry => entry.Address is not null && !Recipients.IsAddress(entry.Address)))
        {
            yield return $"{path}:{part} is not an e-mail address.";
        }

        foreach (var wrong in (settings.Absences ?? []).SelectMany(Wrong))
        {
            yield return $"{path}:Absences:{wrong}";
        }

        if (settings.Window is { } window && SendingWindow.Find(window) is null)
        {
            yield return $"{path}:Window is neither working-hours nor always.";
        }

        if (settings.Channel is { } channel && !MailChannels.Has(channel))
        {
            yield return $"{path}:Channel is neither {MailChannels.Smtp} nor {MailChannels.Notify}.";
        }

        foreach (var (milestone, rungs) in settings.Ladder ?? [])
        {
            foreach (var wrong in Wrong(milestone, rungs))
            {
                yield return $"{path}:Ladder:{milestone} {wrong}";
            }
        }
    }

    private static IEnumerable<string> Wrong(AbsenceSettings absence, int index)
    {
        if (!Recipients.IsAddress(absence.Person))
        {
            yield return $"{index}:Person is not an e-mail address.";
        }

        if (absence.Read() is not { } days)
        {
            yield return $"{index} needs From and To as YYYY-MM-DD.";
        }
        else if (days.To < days.From)
        {
            yield return $"{index}:To is before From.";
        }
    }

    private static IEnumerable<string> Wrong(string milestone, List<RungSettings> rungs)
    {
        if (!StatutoryTimetable.Shipped.Limits.Any(
            limit => limit.MilestoneCode == milestone && limit.AfterLastDay is AfterLastDay.Overdue or AfterLastDay.StaysOpen))
        {
            yield return "is no milestone that can be overdue or warned of.";
        }

        if (rungs.Count == 0)
        {
            yield return "has no rung.";
        }

        if (rungs.DistinctBy(rung => rung.Name).Count() < rungs.Count)
        {
            yield return "has two rungs of one name.";
        }

        foreach (var rung in rungs)
        {
            if (rung.Name == AlertLadder.Cleared)
            {
                yield return $"has a rung called {AlertLadder.Cleared}, which is what the end of a breach is called.";
            }

            if (!RungName().IsMatch(rung.Name))
            {
                yield return "has a rung whose name is not 1 to 40 small letters, digits and hyphens.";
            }

            if (rung.Days is null == rung.WorkingDays is null || Math.Abs(rung.Days ?? rung.WorkingDays ?? 0) > 366)
            {
                yield return $"needs for rung {rung.Name} either Days or WorkingDays, at most 366.";
            }

            if (rung.Channel is { } channel && !MailChannels.Has(channel))
            {
                yield return $"needs for rung {rung.Name} a Channel of {MailChannels.Smtp} or {MailChannels.Notify}.";
            }

            if (rung.Audience.Count == 0 || rung.Audience.Any(role => AlertRoles.Find(role) is null))
            {
                yield return $"needs for rung {rung.Name} an Audience out of {AlertRoles.All}.";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex RungName();
}

using System.Data;
using System.Text.Json.Serialization;
using Ehcp.Contracts;
using Ehcp.Hosting.Keys;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Digests;
using Ehcp.Scheduler.Mails;
using Ehcp.Scheduler.Policy;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary>A mail as a sweep would plan it.</summary>
/// <param name="Kind"><c>alerts</c> or <c>digest</c>; what stands in a digest is not told by another mail.</param>
/// <param name="To">Whom it is for.</param>
/// <param name="Channel"><c>smtp</c> or <c>notify</c>.</param>
/// <param name="Waits">Whether it would wait for the sending window, or for the pause after the mail before.</param>
/// <param name="Subject">Its subject if nothing changes until then.</param>
/// <param name="Alerts">Each line with its reasons; a clock told for two roles stands there twice and in the mail once.</param>
internal sealed record PreviewedMail(string Kind, string To, string Channel, bool Waits, string Subject, IReadOnlyList<PreviewedAlert> Alerts)
{
    /// <summary>Whose cases it is about, by ONS code; of a digest there may be more than those of its alerts.</summary>
    [JsonIgnore]
    internal IEnumerable<string> Authorities { get; init; } = Alerts.Select(alert => alert.Authority);
}

/// <param name="LastDay">The last day in time, inclusive.</param>
/// <param name="LastWorkingDay">The last working day on or before it; null where the bank holidays are not known so far.</param>
/// <param name="DaysLeft">Days to the last day, on the day of the sweep; negative when it has passed.</param>
/// <param name="Because">Why this person.</param>
internal sealed record PreviewedAlert(
    string Authority, string CaseReference, string Milestone, string Clock, DateOnly LastDay, DateOnly? LastWorkingDay, int DaysLeft, string Rung, string Role,
    string Because);

/// <summary>What the sweep of an instant would do, by the sweep's own ladder, recipients, window and words, on one view of the database.</summary>
internal sealed class AlertPreview(NpgsqlDataSource database, AlertPolicies policies, ComposeMails composing, MorningDigest digest, PublicAddress address)
{
    private const int MostPlans = 10_000;

    private const string Due = """
        select plan.authority, plan.case_reference, plan.milestone, plan.clock, plan.last_day, plan.rule, held.case_officer, held.deputy, held.team,
            array(select alert.rung || ' ' || alert.role from alert
                where (alert.authority, alert.case_reference, alert.milestone, alert.clock) = (plan.authority, plan.case_reference, plan.milestone, plan.clock)
                and alert.last_day = plan.last_day and alert.arming = plan.arming and alert.state <> 'dropped') as fired
        from (select * from alert_plan where next_rung_at <= @at and authority = any(@authorities) order by next_rung_at limit @most) as plan
        left join case_timeline as held on held.authority = plan.authority and held.case_reference = plan.case_reference
        """;

    // What was fired and is not frozen; a line whose plan has changed since would be dropped.
    private const string Planned = """
        select alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.last_day, coalesce(plan.rule, '') as rule,
            held.case_officer, held.deputy, held.team, alert.rung, alert.role, mail.recipient, alert.because
        from alert
        left join alert_plan as plan on (plan.authority, plan.case_reference, plan.milestone, plan.clock)
                = (alert.authority, alert.case_reference, alert.milestone, alert.clock)
            and plan.last_day = alert.last_day and (plan.arming = alert.arming or alert.rung = 'cleared')
        left join mail on mail.id = alert.mail_id
        left join case_timeline as held on held.authority = alert.authority and held.case_reference = alert.case_reference
        where alert.state = 'planned' and (alert.rung = 'cleared') = (plan.authority is null) and alert.authority = any(@authorities)
        and coalesce((select until from acknowledgement as said where said.alert_id = alert.id order by said.id desc limit 1) < @today, true)
        order by alert.id limit @most
        """;

    internal async Task<(IReadOnlyList<PreviewedMail> Mails, bool More)> AtAsync(DateTimeOffset at, Sight sight, CancellationToken cancellationToken)
    {
        var authorities = sight.WholeAuthorities;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var view = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var unreachable = await RefusedAddresses.UnreachableAsync(connection, LondonCalendar.DayOf(at), cancellationToken);
        var (due, moreDue) = await DueAsync(connection, at, authorities, unreachable, cancellationToken);
        var (planned, morePlanned) = await PlannedAsync(connection, authorities, unreachable, cancellationToken);
        var digests = await digest.ForetellAsync(connection, at, cancellationToken);
        var told = digests.SelectMany(mail => DigestContent.Named(mail.Lines).Select(line => (mail.To, line.Line.Key))).ToHashSet();
        var (inDigest, others) = Split(planned.Concat(due), told);
        var spared = await composing.SparedAsync(connection, others.Select(line => line.Recipient.Address), at, cancellationToken);
        return ([.. Digests(digests, inDigest, at, authorities), .. Mails(others, spared, at)], moreDue || morePlanned);
    }

    private (ILookup<MailTo, Told> InDigest, List<Told> Others) Split(IEnumerable<Told> all, HashSet<(MailTo To, ClockKey Key)> told)
    {
        var each = all.ToLookup(line => !line.Composed && line.Rung != AlertLadder.Cleared && told.Contains((ToOf(line), line.Key)));
        return (each[true].ToLookup(ToOf), [.. each[false]]);
    }

    private MailTo ToOf(Told line) => new(line.Recipient.Address, policies.For(line.Key.Authority).ChannelOf(line.Key.Milestone, line.Rung));

    // Of an authority the key is not for, nothing is said; its lines are counted in nobody's subject.
    private IEnumerable<PreviewedMail> Digests(IEnumerable<ForetoldDigest> digests, ILookup<MailTo, Told> alerts, DateTimeOffset at, string[] authorities) =>
        from mail in digests
        let lines = mail.Lines.Where(line => authorities.Contains(line.Line.Key.Authority)).ToList()
        where lines.Count > 0
        orderby mail.To.Address, mail.To.Channel
        select new PreviewedMail(
            DigestMails.Kind, mail.To.Address, mail.To.Channel, false, DigestContent.Of(lines, address).Subject,
            [.. alerts[mail.To].Select(line => line.Previewed(new(LondonCalendar.DayOf(at), policies.Calendar)))])
        {
            Authorities = [.. lines.Select(line => line.Line.Key.Authority), .. alerts[mail.To].Select(line => line.Key.Authority)],
        };

    private List<PreviewedMail> Mails(IEnumerable<Told> told, HashSet<MailTo> spared, DateTimeOffset at)
    {
        var today = LondonCalendar.DayOf(at);
        return
        [
            .. from line in told
               let waits = !line.Composed && (spared.Contains(ToOf(line)) || !policies.MayLeave(line.Key.Authority, at))
               group line by (line.Recipient.Address, ToOf(line).Channel, Waits: waits) into mail
               orderby mail.Key.Address, mail.Key.Channel, mail.Key.Waits
               select new PreviewedMail(AlertMails.Kind, mail.Key.Address, mail.Key.Channel, mail.Key.Waits,
                   MailContent.Of(mail.Select(line => line.Line(new(today, policies.Calendar))), address).Subject,
                   [.. mail.Select(line => line.Previewed(new(today, policies.Calendar)))]),
        ];
    }

    private async Task<(List<Told> Due, bool More)> DueAsync(
        NpgsqlConnection connection, DateTimeOffset at, string[] authorities, Unreachable unreachable, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Due).With("at", at).With("authorities", authorities).With("most", MostPlans + 1);
        await using var row = await select.RowsAsync(cancellationToken);
        var (due, plans, today) = (new List<Told>(), 0, unreachable.Today);
        while (plans++ < MostPlans && await row.NextAsync(cancellationToken))
        {
            var (key, lastDay, rule) = (row.ClockKey(), row.Day("last_day"), row.Text("rule"));
            var policy = policies.For(key.Authority);
            if (policy.LadderOf(key.Milestone, policies.LimitOf(rule))?.Reached(lastDay, today, policies.Calendar) is not { } rung)
            {
                continue;
            }

            var (holders, fired) = (CaseHolders.Read(row), row.Value<string[]>("fired"));
            due.AddRange(rung.Audience.Where(role => !fired.Contains($"{rung.Name} {AlertRoles.Name(role)}"))
                .Select(role => new Told(key, lastDay, rule, rung.Name, role, policy.Recipients.Of(role, holders, unreachable), false)));
        }

        return (due, await row.NextAsync(cancellationToken));
    }

    private async Task<(List<Told> Planned, bool More)> PlannedAsync(
        NpgsqlConnection connection, string[] authorities, Unreachable unreachable, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Planned)
            .With("authorities", authorities).With("today", unreachable.Today).With("most", MostPlans + 1);
        await using var row = await select.RowsAsync(cancellationToken);
        var planned = new List<Told>();
        while (planned.Count < MostPlans && await row.NextAsync(cancellationToken))
        {
            var (key, lastDay, rule, rung) = (row.ClockKey(), row.Day("last_day"), row.Text("rule"), row.Text("rung"));
            var role = AlertRoles.Find(row.Text("role"))!.Value;
            var recipient = policies.For(key.Authority).Recipients.Of(role, CaseHolders.Read(row), unreachable);
            var (composed, because) = (row.TextOrNull("recipient"), row.TextOrNull("because"));
            planned.Add(new(
                key, lastDay, rule, rung, role,
                composed is not null ? recipient with { Address = composed, Because = because ?? recipient.Because } : because is null ? recipient
                    : recipient.After(because), composed is not null));
        }

        return (planned, await row.NextAsync(cancellationToken));
    }

    /// <param name="Composed">Whether it is in a mail already, which goes as soon as it can.</param>
    private sealed record Told(ClockKey Key, DateOnly LastDay, string Rule, string Rung, AlertRole Role, Recipient Recipient, bool Composed)
    {
        internal MailLine Line(MailDay day) => new(Key, LastDay, Rule, day) { Cleared = Rung == AlertLadder.Cleared };

        internal PreviewedAlert Previewed(MailDay day) => new(
            Key.Authority, Key.CaseReference, Key.Milestone, Key.Clock, LastDay, day.Calendar.OperationalDate(LastDay), LastDay.DayNumber - day.Today.DayNumber,
            Rung, AlertRoles.Name(Role), Recipient.Because);
    }
}

using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Gathers what was fired into one mail for each person. Roles become addresses here, and not earlier: people change.</summary>
internal sealed class ComposeMails(NpgsqlDataSource database, AlertPolicies policies, PublicAddress address, AlertTelemetry telemetry)
{
    // Two composers at once would make two mails for one person. Whoever comes second leaves it to the first.
    private const string OneAtATime = "compose-mails";

    private const string Waiting = """
        select alert.id, alert.authority, alert.role, held.case_officer, held.deputy, held.team,
            alert.case_reference, alert.milestone, alert.clock, alert.because, alert.rung
        from alert left join case_timeline as held on held.authority = alert.authority and held.case_reference = alert.case_reference
        where alert.state = 'planned' and alert.mail_id is null and (alert.authority = any(@except)) <> @open
        and coalesce((select until from acknowledgement as said where said.alert_id = alert.id order by said.id desc limit 1) < @today, true)
        order by alert.id
        """;

    private const string Join = """
        update alert set mail_id = line.mail_id, told = line.told, because = line.because
        from unnest(@id, @mail_id, @told, @because) as line (id, mail_id, told, because)
        where alert.id = line.id and alert.state = 'planned' and alert.mail_id is null
        """;

    // A planned one takes more lines; one that has left is followed by the next after the pause.
    private const string Spared = """
        select distinct recipient, channel from mail
        where kind = 'alerts' and recipient = any(@recipients) and created_at > @since and created_at <= @now and state <> 'planned'
        """;

    /// <returns>How many mails were planned.</returns>
    internal async Task<int> ComposeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (open, except) = policies.Window(now);
        if (!open && except.Length == 0)
        {
            return 0;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AloneAsync(connection, cancellationToken))
        {
            return 0;
        }

        var lines = await WaitingAsync(connection, (open, except), LondonCalendar.DayOf(now), cancellationToken);
        var spared = await SparedAsync(connection, lines.Select(line => line.To.Address), now, cancellationToken);
        lines.RemoveAll(line => spared.Contains(line.To));
        if (lines.Count == 0)
        {
            return 0;
        }

        var (mails, planned) = await MailLife.PlanAsync(
            connection, AlertMails.Kind, lines.Select(line => line.To), address.NewMessageId, now, cancellationToken);
        await JoinAsync(connection, lines, mails, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail(MailStep.Plan.Counted, planned);
        return planned;
    }

    /// <summary>Whether nobody else plans mails; the right ends with the transaction.</summary>
    internal static Task<bool> AloneAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Turn.TryTakeAsync(connection, OneAtATime, cancellationToken);

    /// <summary>Alerts that are in no mail, of the authorities whose window is open.</summary>
    internal async Task<List<WaitingAlert>> WaitingAsync(
        NpgsqlConnection connection, (bool Open, string[] Except) window, DateOnly today, CancellationToken cancellationToken)
    {
        var unreachable = await RefusedAddresses.UnreachableAsync(connection, today, cancellationToken);
        await using var waiting = connection.Sql(Waiting).With("except", window.Except).With("open", window.Open).With("today", today);
        return await waiting.ListAsync(Read, cancellationToken);

        WaitingAlert Read(Rows row)
        {
            var (alert, key) = (row.Long("id"), row.ClockKey());
            var policy = policies.For(key.Authority);
            var recipient = policy.Recipients.Of(AlertRoles.Find(row.Text("role"))!.Value, CaseHolders.Read(row), unreachable);
            return new(
                alert, key, row.TextOrNull("because") is { } because ? recipient.After(because) : recipient,
                policy.ChannelOf(key.Milestone, row.Text("rung")));
        }
    }

    /// <summary>Who of these was mailed of alerts so lately that more waits.</summary>
    internal async Task<HashSet<MailTo>> SparedAsync(
        NpgsqlConnection connection, IEnumerable<string> recipients, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] each = policies.Pause == TimeSpan.Zero ? [] : [.. recipients.Distinct()];
        if (each.Length == 0)
        {
            return [];
        }

        await using var select = connection.Sql(Spared).With("recipients", each).With("since", now - policies.Pause).With("now", now);
        return (await select.ListAsync(row => new MailTo(row.Text("recipient"), row.Text("channel")), cancellationToken)).ToHashSet();
    }

    /// <summary>Puts the alerts into the mails of their recipients, and writes down who that is and why.</summary>
    internal static async Task JoinAsync(
        NpgsqlConnection connection, IReadOnlyList<WaitingAlert> lines, Dictionary<MailTo, long> mails, CancellationToken cancellationToken)
    {
        await using var join = connection.Sql(Join).With(RowSet.Of(lines)
            .With("id", line => line.Alert)
            .With("mail_id", line => mails[line.To])
            .With("told", line => AlertRoles.Name(line.Recipient.Role))
            .With("because", line => line.Recipient.Because));
        await join.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A fired alert that is in no mail, and whom it is for.</summary>
internal sealed record WaitingAlert(long Alert, ClockKey Key, Recipient Recipient, string Channel)
{
    internal MailTo To => new(Recipient.Address, Channel);
}

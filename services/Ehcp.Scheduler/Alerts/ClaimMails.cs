using Ehcp.Contracts;
using Ehcp.Scheduler.Acknowledgements;
using Ehcp.Scheduler.Digests;
using Npgsql;

namespace Ehcp.Scheduler.Alerts;

/// <summary>A mail that is this sender's until its lease ends, with the content it will have for good.</summary>
/// <param name="Claim">The number of this attempt: what the sender learns counts only while the mail has no later one.</param>
/// <param name="SentTo">The recipient, or the shadow address.</param>
/// <param name="SendingAt">When it was first tried.</param>
internal sealed record ClaimedMail(long Id, int Claim, string Recipient, string SentTo, string MessageId, string Channel, MailContent Content, DateTimeOffset SendingAt);

/// <summary>Claims mails that are due, and freezes what the new ones say: from then on a repetition is the same, word for word.</summary>
internal sealed class ClaimMails(NpgsqlDataSource database, AlertPolicies policies, AcknowledgementLinks links, PublicAddress address, AlertTelemetry telemetry)
{
    internal const int SetSize = 10;

    /// <summary>Longer than a set takes with a server that lets each mail time out. After a crash the mails wait for its end.</summary>
    internal static TimeSpan Lease { get; } = TimeSpan.FromMinutes(10);

    private const string Due = """
        select id, attempts + 1, coalesce(sent_to, recipient), message_id, subject, text, html, sending_at, kind, recipient, channel from mail
        where state in ('planned', 'sending') and not_before <= $1
        order by not_before, id limit $2
        for update skip locked
        """;

    // A plan that was changed since is not found, also when its change is committed while this waits for it: the line is stale.
    private const string Lines = """
        select line.id, line.mail_id, line.authority, line.case_reference, line.milestone, line.clock, line.last_day,
            case line.rung when 'cleared' then ended.rule else plan.rule end, said.until, said.plan, line.rung = 'cleared'
        from (select * from alert where mail_id = any($1) and state = 'planned'
            order by authority collate "C", case_reference collate "C", milestone collate "C", clock collate "C") as line
        left join lateral (
            select rule from alert_plan
            where (alert_plan.authority, alert_plan.case_reference, alert_plan.milestone, alert_plan.clock)
                = (line.authority, line.case_reference, line.milestone, line.clock)
            and alert_plan.last_day = line.last_day and alert_plan.arming = line.arming
            for share) as plan on true
        left join lateral (
            select until, acknowledgement.plan from acknowledgement join alert on alert.id = alert_id
            where (alert.authority, alert.case_reference, alert.milestone, alert.clock, alert.last_day, alert.arming)
                = (line.authority, line.case_reference, line.milestone, line.clock, line.last_day, line.arming)
            and until >= $2
            order by acknowledgement.id desc limit 1) as said on true
        left join lateral (
            select coalesce((
                select clock.rule from case_timeline as held cross join unnest(held.milestones, held.clocks, held.rule_ids) as clock (milestone, id, rule)
                where held.authority = line.authority and held.case_reference = line.case_reference and clock.milestone = line.milestone and clock.id = line.clock), '') as rule
            where not exists (
                select from alert_plan as back
                where (back.authority, back.case_reference, back.milestone, back.clock, back.last_day)
                    = (line.authority, line.case_reference, line.milestone, line.clock, line.last_day))) as ended on line.rung = 'cleared'
        """;

    private const string Drop = "update alert set state = 'dropped', mail_id = null, told = null, because = null where id = any($1)";

    private const string Told = "update alert set state = 'mailed' where id = any($1)";

    private const string Forget = "delete from mail where id = any($1)";

    private const string Freeze = """
        update mail set state = 'sending', attempts = frozen.claim, not_before = $6, sending_at = coalesce(mail.sending_at, $7),
            subject = frozen.subject, text = frozen.text, html = frozen.html,
            sent_to = frozen.sent_to
        from unnest($1, $2, $3, $4, $5, $8) as frozen (id, claim, subject, text, html, sent_to)
        where mail.id = frozen.id
        """;

    internal async Task<IReadOnlyList<ClaimedMail>> ClaimAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await DueAsync(connection, now, cancellationToken);
        if (due.Count == 0)
        {
            return [];
        }

        var lines = await LinesAsync(connection, due.Where(mail => mail.Content is null).Select(mail => mail.Id).ToArray(), LondonCalendar.DayOf(now), cancellationToken);
        var digests = await DigestTable.LinesAsync(
            connection, due.Where(mail => mail.Content is null && mail.IsDigest).Select(mail => mail.Id).ToArray(), LondonCalendar.DayOf(now), policies, cancellationToken);
        var current = lines.Where(line => line.Line is not null).ToLookup(line => line.Mail, line => line.Line!);
        var empty = due.Where(mail => mail.Content is null && !(mail.IsDigest ? digests.Contains(mail.Id) : current.Contains(mail.Id))).Select(mail => mail.Id).ToArray();
        List<ClaimedMail> claimed =
        [
            .. due.Where(mail => !empty.Contains(mail.Id)).Select(mail => new ClaimedMail(
                mail.Id, mail.Claim, mail.Recipient, policies.ShadowAddress ?? mail.SentTo, mail.MessageId, mail.Channel, mail.Content ?? NewContent(mail, current[mail.Id], digests[mail.Id], LondonCalendar.DayOf(now)), mail.SendingAt ?? now)),
        ];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Drop) { Parameters = { new() { Value = lines.Where(line => line.Line is null).Select(line => line.Alert).ToArray() } } },
                new(Told) { Parameters = { new() { Value = lines.Where(line => line.Line is not null).Select(line => line.Alert).ToArray() } } },
                new(Forget) { Parameters = { new() { Value = empty } } },
                Frozen(claimed, now),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail("dropped", empty.Length);
        return claimed;
    }

    private MailContent NewContent(DueMail mail, IEnumerable<MailLine> lines, IEnumerable<DigestLine> digest, DateOnly today)
    {
        var content = mail.IsDigest ? DigestContent.Of([.. digest], today, address) : MailContent.Of(lines, address);
        return policies.ShadowAddress is null ? content : content.InShadow();
    }

    private static async Task<List<DueMail>> DueAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(Due, connection) { Parameters = { new() { Value = now.ToUniversalTime() }, new() { Value = SetSize } } };
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        var mails = new List<DueMail>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var content = reader.IsDBNull(4) ? null : new MailContent(reader.GetString(4), reader.GetString(5), reader.GetString(6));
            mails.Add(new(
                reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), content,
                reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8) == ComposeMails.Digest, reader.GetString(9), reader.GetString(10)));
        }

        return mails;
    }

    private async Task<List<(long Alert, long Mail, MailLine? Line)>> LinesAsync(
        NpgsqlConnection connection, long[] mails, DateOnly today, CancellationToken cancellationToken)
    {
        if (mails.Length == 0)
        {
            return [];
        }

        await using var select = new NpgsqlCommand(Lines, connection) { Parameters = { new() { Value = mails }, new() { Value = today } } };
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        var lines = new List<(long, long, MailLine?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var lastDay = reader.GetFieldValue<DateOnly>(6);
            var line = reader.IsDBNull(7) ? null : new MailLine(
                new(reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5)),
                lastDay, reader.GetString(7), lastDay.DayNumber - today.DayNumber)
            {
                Acknowledged = reader.IsDBNull(8) ? null : (reader.GetFieldValue<DateOnly>(8), reader.GetString(9)),
                AcknowledgeLink = reader.GetBoolean(10) ? null : links.For(reader.GetInt64(0), today),
                Cleared = reader.GetBoolean(10),
            };
            lines.Add((reader.GetInt64(0), reader.GetInt64(1), line));
        }

        return lines;
    }

    private static NpgsqlBatchCommand Frozen(List<ClaimedMail> mails, DateTimeOffset now) => new(Freeze)
    {
        Parameters =
        {
            Columns.Of(mails, mail => mail.Id),
            Columns.Of(mails, mail => mail.Claim),
            Columns.Of(mails, mail => mail.Content.Subject),
            Columns.Of(mails, mail => mail.Content.Text),
            Columns.Of(mails, mail => mail.Content.Html),
            new() { Value = (now + Lease).ToUniversalTime() },
            new() { Value = now.ToUniversalTime() },
            Columns.Of(mails, mail => mail.SentTo),
        },
    };

    private sealed record DueMail(long Id, int Claim, string SentTo, string MessageId, MailContent? Content, DateTimeOffset? SendingAt, bool IsDigest, string Recipient, string Channel);
}

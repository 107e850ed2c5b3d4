using Ehcp.Contracts;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Sql;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>A mail that is this sender's until its lease ends, with the content it will have for good.</summary>
/// <param name="Claim">The number of this attempt: what the sender learns counts only while the mail has no later one.</param>
/// <param name="SentTo">The recipient, or the shadow address.</param>
/// <param name="SendingAt">When it was first tried.</param>
internal sealed record ClaimedMail(long Id, int Claim, string Recipient, string SentTo, string MessageId, string Channel, MailContent Content, DateTimeOffset SendingAt);

/// <summary>Claims mails that are due, and freezes what the new ones say: from then on a repetition is the same, word for word.</summary>
internal sealed class ClaimMails(NpgsqlDataSource database, AlertPolicies policies, MailedAlerts mailedAlerts, IEnumerable<IMailKind> kinds, AlertTelemetry telemetry)
{
    internal const int SetSize = 10;

    /// <summary>Longer than a set takes with a server that lets each mail time out. After a crash the mails wait for its end.</summary>
    internal static TimeSpan Lease { get; } = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, IMailKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    private const string Due = """
        select id, attempts + 1, coalesce(sent_to, recipient), message_id, subject, text, html, sending_at, kind, recipient, channel from mail
        where state in ('planned', 'sending') and not_before <= $1
        order by not_before, id limit $2
        for update skip locked
        """;

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

        var today = LondonCalendar.DayOf(now);
        var unwritten = due.Where(mail => mail.Content is null).ToLookup(mail => mail.Kind, mail => mail.Id);
        var alerts = await mailedAlerts.ReadAsync(connection, [.. unwritten.SelectMany(kind => kind)], today, cancellationToken);
        var written = new Dictionary<long, MailContent>();
        foreach (var kind in unwritten)
        {
            await _kinds[kind.Key].WriteAsync(connection, [.. kind], alerts.Standing, today, written, cancellationToken);
        }

        var empty = due.Where(mail => mail.Content is null && !written.ContainsKey(mail.Id)).Select(mail => mail.Id).ToArray();
        List<ClaimedMail> claimed =
        [
            .. due.Where(mail => !empty.Contains(mail.Id)).Select(mail => new ClaimedMail(
                mail.Id, mail.Claim, mail.Recipient, policies.ShadowAddress ?? mail.SentTo, mail.MessageId, mail.Channel,
                mail.Content ?? Addressed(written[mail.Id]), mail.SendingAt ?? now)),
        ];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                alerts.Drop(),
                alerts.Mailed(),
                new(Forget) { Parameters = { new() { Value = empty } } },
                Frozen(claimed, now),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail("dropped", empty.Length);
        return claimed;
    }

    private MailContent Addressed(MailContent content) => policies.ShadowAddress is null ? content : content.InShadow();

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
                reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8), reader.GetString(9), reader.GetString(10)));
        }

        return mails;
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

    private sealed record DueMail(long Id, int Claim, string SentTo, string MessageId, MailContent? Content, DateTimeOffset? SendingAt, string Kind, string Recipient, string Channel);
}

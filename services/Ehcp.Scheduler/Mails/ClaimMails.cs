using Ehcp.Contracts;
using Ehcp.Scheduler.Policy;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>A mail that is this sender's until its lease ends, with the content it will have for good.</summary>
/// <param name="Claim">The number of this attempt: what the sender learns counts only while the mail has no later one.</param>
/// <param name="SentTo">The recipient, or the shadow address.</param>
/// <param name="SendingAt">When it was first tried.</param>
internal sealed record ClaimedMail(
    long Id, int Claim, string Recipient, string SentTo, string MessageId, string Channel, MailContent Content, DateTimeOffset SendingAt);

/// <summary>Claims mails that are due, and freezes what the new ones say: from then on a repetition is the same, word for word.</summary>
internal sealed class ClaimMails(
    NpgsqlDataSource database, AlertPolicies policies, MailedAlerts mailedAlerts, IEnumerable<IMailKind> kinds, AlertTelemetry telemetry)
{
    internal const int SetSize = 10;

    /// <summary>Longer than a set takes with a server that lets each mail time out. After a crash the mails wait for its end.</summary>
    internal static TimeSpan Lease { get; } = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, IMailKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    internal async Task<IReadOnlyList<ClaimedMail>> ClaimAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await MailLife.DueAsync(connection, now, SetSize, cancellationToken);
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
                mail.Content ?? written[mail.Id].Towards(policies.ShadowAddress), mail.SendingAt ?? now)),
        ];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                alerts.Drop(),
                alerts.Mailed(),
                MailLife.Forget(empty),
                MailLife.Freeze(claimed, now, now + Lease),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        telemetry.Mail(MailStep.Forget.Counted, empty.Length);
        return claimed;
    }
}

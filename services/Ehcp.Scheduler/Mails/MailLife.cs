using Ehcp.Scheduler.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Who is mailed, and how: what has both in common goes in one mail.</summary>
internal readonly record struct MailTo(string Address, string Channel);

/// <summary>A mail that may be claimed, under its lock.</summary>
/// <param name="Claim">The number that its claim will have.</param>
/// <param name="SentTo">Where it goes, if an earlier claim fixed that; the recipient otherwise.</param>
/// <param name="Content">What an earlier claim fixed; null when there was none.</param>
internal sealed record DueMail(
    long Id, int Claim, string Kind, string Channel, string Recipient, string SentTo, string MessageId, MailContent? Content, DateTimeOffset? SendingAt);

/// <summary>A mail whose provider is asked what became of it.</summary>
/// <param name="ToRecipient">Whether it went to the recipient, and not to the shadow address.</param>
internal sealed record AcceptedMail(long Id, string ProviderId, string Recipient, bool ToRecipient, DateTimeOffset AcceptedAt);

/// <summary>The life of a mail in the database, step by step as <see cref="MailStep"/> has it. No other statement writes to <c>mail</c>.</summary>
internal static class MailLife
{
    // The update changes nothing; it locks a mail that is already planned, so that it is not frozen before its lines are in it.
    private static readonly string PlanMails = $"""
        insert into mail (kind, recipient, channel, message_id, state, attempts, not_before, created_at)
        select $4, recipient, channel, message_id, $6, 0, $3, $3 from unnest($1, $5, $2) as planned (recipient, channel, message_id)
        on conflict (recipient, kind, channel) where {MailStates.Sql(MailState.Planned)} do update set recipient = excluded.recipient
        returning id, recipient, channel, xmax = 0
        """;

    private const string WriteMails = """
        insert into mail (kind, recipient, channel, message_id, state, attempts, not_before, created_at, subject, text, html)
        select $1, recipient, channel, message_id, $2, 0, $3, $3, subject, text, html
        from unnest($4, $5, $6, $7, $8, $9) as written (recipient, channel, message_id, subject, text, html)
        """;

    private static readonly string Due = $"""
        select id, attempts + 1, kind, channel, recipient, coalesce(sent_to, recipient), message_id, subject, text, html, sending_at from mail
        where {MailStep.Claim.Starts} and not_before <= $1
        order by not_before, id limit $2
        for update skip locked
        """;

    private const string FreezeMails = """
        update mail set state = $9, attempts = frozen.claim, not_before = $6, sending_at = coalesce(mail.sending_at, $7),
            subject = frozen.subject, text = frozen.text, html = frozen.html, sent_to = frozen.sent_to
        from unnest($1, $2, $3, $4, $5, $8) as frozen (id, claim, subject, text, html, sent_to)
        where mail.id = frozen.id and mail.state = any($10)
        """;

    private const string ForgetMails = "delete from mail where id = any($1) and state = any($2)";

    private const string AnswerMail = """
        update mail set state = $4, provider_answer = $5, settled_at = $6, not_before = coalesce($7, not_before)
        where id = $1 and state = any($3) and attempts = coalesce($2, attempts)
        """;

    private static readonly string AskMails = $"""
        update mail set state = $5, not_before = $2 where id in (
            select id from mail where {MailStep.Ask.Starts} and channel = $1 and not_before <= $3 order by not_before limit $4 for update skip locked)
        returning id, provider_answer, recipient, sent_to, settled_at
        """;

    private const string AskAgain = "update mail set state = $4, not_before = $2 where id = $1 and state = any($3)";

    // The lease of the last attempt is long over. The content and the Message-ID stay as they were frozen.
    private const string ResendMails = """
        update mail set state = $3, not_before = $2, sending_at = $2, settled_at = null where id = any($1) and state = any($4) returning id
        """;

    /// <summary>Plans a mail of the kind for each recipient: the one that is planned already, or a new one.</summary>
    internal static async Task<(Dictionary<MailTo, long> Mails, int Planned)> PlanAsync(
        NpgsqlConnection connection, string kind, IEnumerable<MailTo> recipients, Func<string> newMessageId, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        MailTo[] each = [.. recipients.Distinct().OrderBy(to => to.Address, StringComparer.Ordinal).ThenBy(to => to.Channel, StringComparer.Ordinal)];
        await using var plan = new NpgsqlCommand(PlanMails, connection)
        {
            Parameters =
            {
                Columns.Of(each, to => to.Address), Columns.Of(each, _ => newMessageId()), At(now), new() { Value = kind }, Columns.Of(each, to => to.Channel),
                new() { Value = MailStep.Plan.ToName },
            },
        };
        await using var row = await plan.ExecuteReaderAsync(cancellationToken);
        var (mails, planned) = (new Dictionary<MailTo, long>(), 0);
        while (await row.ReadAsync(cancellationToken))
        {
            mails.Add(new(row.GetString(1), row.GetString(2)), row.GetInt64(0));
            planned += row.GetBoolean(3) ? 1 : 0;
        }

        return (mails, planned);
    }

    /// <summary>Writes new mails of the kind, whose content is known when they are planned.</summary>
    internal static NpgsqlBatchCommand Write(
        string kind, IReadOnlyList<(MailTo To, MailContent Content)> mails, Func<string> newMessageId, DateTimeOffset now) => new(WriteMails)
        {
            Parameters =
            {
                new() { Value = kind }, new() { Value = MailStep.Write.ToName }, At(now),
                Columns.Of(mails, mail => mail.To.Address), Columns.Of(mails, mail => mail.To.Channel), Columns.Of(mails, _ => newMessageId()),
                Columns.Of(mails, mail => mail.Content.Subject), Columns.Of(mails, mail => mail.Content.Text), Columns.Of(mails, mail => mail.Content.Html),
            },
        };

    /// <summary>Locks mails that may be claimed, at most so many. Those that somebody else is at are left to them.</summary>
    internal static async Task<List<DueMail>> DueAsync(NpgsqlConnection connection, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(Due, connection) { Parameters = { At(now), new() { Value = most } } };
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var mails = new List<DueMail>();
        while (await row.ReadAsync(cancellationToken))
        {
            mails.Add(new(
                row.GetInt64(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
                row.IsDBNull(7) ? null : new(row.GetString(7), row.GetString(8), row.GetString(9)),
                row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10)));
        }

        return mails;
    }

    /// <summary>Claims the mails and fixes what they say. Nobody else claims them before <paramref name="until"/>.</summary>
    internal static NpgsqlBatchCommand Freeze(IReadOnlyList<ClaimedMail> mails, DateTimeOffset now, DateTimeOffset until) => new(FreezeMails)
    {
        Parameters =
        {
            Columns.Of(mails, mail => mail.Id), Columns.Of(mails, mail => mail.Claim), Columns.Of(mails, mail => mail.Content.Subject),
            Columns.Of(mails, mail => mail.Content.Text), Columns.Of(mails, mail => mail.Content.Html), At(until), At(now),
            Columns.Of(mails, mail => mail.SentTo), new() { Value = MailStep.Claim.ToName }, new() { Value = MailStep.Claim.FromNames },
        },
    };

    /// <summary>Takes back mails that have nothing to say.</summary>
    internal static NpgsqlBatchCommand Forget(long[] mails) =>
        new(ForgetMails) { Parameters = { new() { Value = mails }, new() { Value = MailStep.Forget.FromNames } } };

    /// <summary>Takes the step that an answer of a provider makes.</summary>
    /// <param name="step">One of <see cref="MailStep.Answers"/>.</param>
    /// <param name="claim">The claim that the answer is of; null for whichever was the last.</param>
    /// <param name="next">When the mail is looked at next; null leaves it.</param>
    /// <returns>False when the mail is not where the step starts, or somebody has claimed it since; then nothing has changed.</returns>
    internal static async Task<bool> AnswerAsync(
        NpgsqlConnection connection, MailStep step, long mail, int? claim, string answer, DateTimeOffset now, DateTimeOffset? next,
        CancellationToken cancellationToken)
    {
        if (!MailStep.Answers.Contains(step))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step.Name, "No answer makes this step.");
        }

        await using var take = new NpgsqlCommand(AnswerMail, connection)
        {
            Parameters =
            {
                new() { Value = mail }, new NpgsqlParameter<int?> { TypedValue = claim }, new() { Value = step.FromNames }, new() { Value = step.ToName },
                new() { Value = answer }, AtOrNull(step.Settles ? now : null), AtOrNull(next),
            },
        };
        return await take.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// The accepted mails of a channel that are to be asked of now, at most so many. Nobody else asks of them before <paramref name="until"/>.
    /// </summary>
    internal static async Task<List<AcceptedMail>> ToAskAsync(
        NpgsqlDataSource database, string channel, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        await using var ask = database.CreateCommand(AskMails);
        ask.Parameters.AddRange(new[] { new() { Value = channel }, At(until), At(now), new() { Value = most }, new() { Value = MailStep.Ask.ToName } });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var mails = new List<AcceptedMail>();
        while (await row.ReadAsync(cancellationToken))
        {
            mails.Add(new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3) == row.GetString(2), row.GetFieldValue<DateTimeOffset>(4)));
        }

        return mails;
    }

    /// <summary>Leaves an accepted mail to be asked of again from an instant on.</summary>
    internal static async Task AskAgainAsync(NpgsqlDataSource database, long mail, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var again = database.CreateCommand(AskAgain);
        again.Parameters.AddRange(new[] { new() { Value = mail }, At(at), new() { Value = MailStep.Ask.FromNames }, new() { Value = MailStep.Ask.ToName } });
        await again.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Those of the mails that are sent once more; the others were neither refused nor given up.</returns>
    internal static async Task<List<long>> ResendAsync(NpgsqlDataSource database, long[] mails, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var resend = database.CreateCommand(ResendMails);
        resend.Parameters.AddRange(new[]
        {
            new() { Value = mails }, At(now), new() { Value = MailStep.Resend.ToName }, new() { Value = MailStep.Resend.FromNames },
        });
        await using var row = await resend.ExecuteReaderAsync(cancellationToken);
        var resent = new List<long>();
        while (await row.ReadAsync(cancellationToken))
        {
            resent.Add(row.GetInt64(0));
        }

        return resent;
    }

    private static NpgsqlParameter At(DateTimeOffset instant) => new() { Value = instant.ToUniversalTime() };

    private static NpgsqlParameter<DateTimeOffset?> AtOrNull(DateTimeOffset? instant) => new() { TypedValue = instant?.ToUniversalTime() };
}

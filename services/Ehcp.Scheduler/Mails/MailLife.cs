using Ehcp.Hosting.Sql;
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
        select @kind, recipient, channel, message_id, @state, 0, @now, @now
        from unnest(@recipient, @channel, @message_id) as planned (recipient, channel, message_id)
        on conflict (recipient, kind, channel) where {MailStates.Sql(MailState.Planned)} do update set recipient = excluded.recipient
        returning id, recipient, channel, xmax = 0 as is_new
        """;

    private const string WriteMails = """
        insert into mail (kind, recipient, channel, message_id, state, attempts, not_before, created_at, subject, text, html)
        select @kind, recipient, channel, message_id, @state, 0, @now, @now, subject, text, html
        from unnest(@recipient, @channel, @message_id, @subject, @text, @html) as written (recipient, channel, message_id, subject, text, html)
        """;

    private static readonly string Due = $"""
        select id, attempts + 1 as claim, kind, channel, recipient, coalesce(sent_to, recipient) as sent_to, message_id,
            subject, text, html, sending_at
        from mail
        where {MailStep.Claim.Starts} and not_before <= @now
        order by not_before, id limit @most
        for update skip locked
        """;

    private const string FreezeMails = """
        update mail set state = @state, attempts = frozen.claim, not_before = @until, sending_at = coalesce(mail.sending_at, @now),
            subject = frozen.subject, text = frozen.text, html = frozen.html, sent_to = frozen.sent_to
        from unnest(@id, @claim, @subject, @text, @html, @sent_to) as frozen (id, claim, subject, text, html, sent_to)
        where mail.id = frozen.id and mail.state = any(@from)
        """;

    private const string ForgetMails = "delete from mail where id = any(@ids) and state = any(@from)";

    private const string AnswerMail = """
        update mail set state = @state, provider_answer = @answer, settled_at = @settled_at, not_before = coalesce(@next, not_before)
        where id = @id and state = any(@from) and attempts = coalesce(@claim, attempts)
        """;

    private static readonly string AskMails = $"""
        update mail set state = @state, not_before = @until where id in (
            select id from mail where {MailStep.Ask.Starts} and channel = @channel and not_before <= @now
            order by not_before limit @most for update skip locked)
        returning id, provider_answer, recipient, sent_to, settled_at
        """;

    private const string AskAgain = "update mail set state = @state, not_before = @at where id = @id and state = any(@from)";

    // The lease of the last attempt is long over. The content and the Message-ID stay as they were frozen.
    private const string ResendMails = """
        update mail set state = @state, not_before = @now, sending_at = @now, settled_at = null where id = any(@ids) and state = any(@from) returning id
        """;

    /// <summary>Plans a mail of the kind for each recipient: the one that is planned already, or a new one.</summary>
    internal static async Task<(Dictionary<MailTo, long> Mails, int Planned)> PlanAsync(
        NpgsqlConnection connection, string kind, IEnumerable<MailTo> recipients, Func<string> newMessageId, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        MailTo[] each = [.. recipients.Distinct().OrderBy(to => to.Address, StringComparer.Ordinal).ThenBy(to => to.Channel, StringComparer.Ordinal)];
        await using var plan = connection.Sql(PlanMails).With("kind", kind).With("state", MailStep.Plan.ToName).With("now", now).With(RowSet.Of(each)
            .With("recipient", to => to.Address).With("channel", to => to.Channel).With("message_id", _ => newMessageId()));
        var planned = await plan.ListAsync(
            row => (Id: row.Long("id"), To: new MailTo(row.Text("recipient"), row.Text("channel")), IsNew: row.Flag("is_new")), cancellationToken);
        return (planned.ToDictionary(mail => mail.To, mail => mail.Id), planned.Count(mail => mail.IsNew));
    }

    /// <summary>Writes new mails of the kind, whose content is known when they are planned.</summary>
    internal static NpgsqlBatchCommand Write(
        string kind, IReadOnlyList<(MailTo To, MailContent Content)> mails, Func<string> newMessageId, DateTimeOffset now) =>
        new NpgsqlBatchCommand(WriteMails).With("kind", kind).With("state", MailStep.Write.ToName).With("now", now).With(RowSet.Of(mails)
            .With("recipient", mail => mail.To.Address).With("channel", mail => mail.To.Channel).With("message_id", _ => newMessageId())
            .With("subject", mail => mail.Content.Subject).With("text", mail => mail.Content.Text).With("html", mail => mail.Content.Html));

    /// <summary>Locks mails that may be claimed, at most so many. Those that somebody else is at are left to them.</summary>
    internal static async Task<List<DueMail>> DueAsync(NpgsqlConnection connection, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        await using var select = connection.Sql(Due).With("now", now).With("most", most);
        return await select.ListAsync(
            row => new DueMail(
                row.Long("id"), row.Int("claim"), row.Text("kind"), row.Text("channel"), row.Text("recipient"), row.Text("sent_to"), row.Text("message_id"),
                row.TextOrNull("subject") is { } subject ? new(subject, row.Text("text"), row.Text("html")) : null, row.InstantOrNull("sending_at")),
            cancellationToken);
    }

    /// <summary>Claims the mails and fixes what they say. Nobody else claims them before <paramref name="until"/>.</summary>
    internal static NpgsqlBatchCommand Freeze(IReadOnlyList<ClaimedMail> mails, DateTimeOffset now, DateTimeOffset until) =>
        new NpgsqlBatchCommand(FreezeMails)
            .With("state", MailStep.Claim.ToName).With("from", MailStep.Claim.FromNames).With("now", now).With("until", until)
            .With(RowSet.Of(mails)
                .With("id", mail => mail.Id).With("claim", mail => mail.Claim).With("sent_to", mail => mail.SentTo)
                .With("subject", mail => mail.Content.Subject).With("text", mail => mail.Content.Text).With("html", mail => mail.Content.Html));

    /// <summary>Takes back mails that have nothing to say.</summary>
    internal static NpgsqlBatchCommand Forget(long[] mails) =>
        new NpgsqlBatchCommand(ForgetMails).With("ids", mails).With("from", MailStep.Forget.FromNames);

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

        await using var take = connection.Sql(AnswerMail)
            .With("id", mail).With("claim", claim).With("from", step.FromNames).With("state", step.ToName).With("answer", answer)
            .With("settled_at", step.Settles ? now : (DateTimeOffset?)null).With("next", next);
        return await take.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// The accepted mails of a channel that are to be asked of now, at most so many. Nobody else asks of them before <paramref name="until"/>.
    /// </summary>
    internal static async Task<List<AcceptedMail>> ToAskAsync(
        NpgsqlDataSource database, string channel, DateTimeOffset now, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        await using var ask = database.Sql(AskMails)
            .With("channel", channel).With("state", MailStep.Ask.ToName).With("now", now).With("until", until).With("most", most);
        return await ask.ListAsync(
            row => new AcceptedMail(
                row.Long("id"), row.Text("provider_answer"), row.Text("recipient"), row.Text("sent_to") == row.Text("recipient"), row.Instant("settled_at")),
            cancellationToken);
    }

    /// <summary>Leaves an accepted mail to be asked of again from an instant on.</summary>
    internal static async Task AskAgainAsync(NpgsqlDataSource database, long mail, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var again = database.Sql(AskAgain)
            .With("id", mail).With("at", at).With("from", MailStep.Ask.FromNames).With("state", MailStep.Ask.ToName);
        await again.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Those of the mails that are sent once more; the others were neither refused nor given up.</returns>
    internal static async Task<List<long>> ResendAsync(NpgsqlDataSource database, long[] mails, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var resend = database.Sql(ResendMails)
            .With("ids", mails).With("now", now).With("from", MailStep.Resend.FromNames).With("state", MailStep.Resend.ToName);
        return await resend.ListAsync(row => row.Long("id"), cancellationToken);
    }
}

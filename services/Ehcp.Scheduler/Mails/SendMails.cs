using Ehcp.Mail;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Sends what is planned and writes down what the provider said. Any number may run: each claims mails that no other holds.</summary>
internal sealed class SendMails(
    NpgsqlDataSource database, ClaimMails claims, NextPerson next, MailChannels channels, TimeProvider clock, AlertTelemetry telemetry, ILogger<SendMails> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>A warning that could not be delivered for so long is no warning; a person has to look.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>What a mail may take at the most: with less of its lease left it is not begun.</summary>
    private static readonly TimeSpan OneMail = TimeSpan.FromMinutes(1);

    /// <summary>Sends until nothing is due.</summary>
    /// <returns>How many mails were accepted.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var accepted = 0;
        while (await SendSetAsync(cancellationToken) is { } more)
        {
            accepted += more;
        }

        return accepted;
    }

    /// <summary>Sends one set of what is due, for as long as it has it.</summary>
    /// <returns>How many mails were accepted; null when nothing was due.</returns>
    public async Task<int?> SendSetAsync(CancellationToken cancellationToken)
    {
        var accepted = 0;
        var claimedAt = clock.GetUtcNow();
        var claimed = await claims.ClaimAsync(claimedAt, cancellationToken);
        foreach (var mail in claimed.TakeWhile(_ => clock.GetUtcNow() - claimedAt < ClaimMails.Lease - OneMail))
        {
            accepted += await SendAsync(mail, cancellationToken) ? 1 : 0;
        }

        return claimed.Count == 0 ? null : accepted;
    }

    // A crash between the acceptance and its commit leaves the mail in `sending`: when the lease ends the provider is asked, and where it cannot be,
    // the mail goes again with the same Message-ID.
    private async Task<bool> SendAsync(ClaimedMail mail, CancellationToken cancellationToken)
    {
        var content = mail.Content;
        var channel = channels.Named(mail.Channel);
        var earlier = mail.Claim > 1 ? await channel.FindAsync(mail.MessageId, cancellationToken) : null;
        var receipt = earlier ?? await channel.SendAsync(
            new OutgoingMail(mail.MessageId, mail.SentTo, content.Subject, content.Text, content.Html), cancellationToken);
        var now = clock.GetUtcNow();
        switch (receipt)
        {
            case MailReceipt.Accepted taken:
                await SettleAsync(mail, MailStep.Accept, taken.ProviderId, now, now + MailFates.FirstLook);
                return true;
            case MailReceipt.Refused refused:
                log.LogError("Mail {Mail} was refused and is parked: {Code}", mail.Id, Code(refused.Reason));
                await SettleAsync(mail, MailStep.Park, refused.Reason, now, now, refused.Address);
                return false;
            case MailReceipt.Deferred deferred when now - mail.SendingAt > GivenUpAfter:
                log.LogError("Mail {Mail} was deferred for {Days} days and is given up: {Code}", mail.Id, GivenUpAfter.TotalDays, Code(deferred.Reason));
                await SettleAsync(mail, MailStep.GiveUp, deferred.Reason, now, now);
                return false;
            case MailReceipt.Deferred deferred:
                await SettleAsync(mail, MailStep.Defer, deferred.Reason, now, now + Pause(mail.Claim));
                return false;
            default:
                throw new InvalidOperationException($"A receipt of an unknown kind: {receipt.GetType().Name}.");
        }
    }

    // Not to be cancelled: the provider has answered, and that must not be forgotten.
    private async Task SettleAsync(ClaimedMail mail, MailStep step, string answer, DateTimeOffset now, DateTimeOffset lookNext, bool badAddress = false)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (!await MailLife.AnswerAsync(connection, step, mail.Id, mail.Claim, answer, now, lookNext, CancellationToken.None))
        {
            log.LogWarning("Mail {Mail} took longer than its lease; another sender has it", mail.Id);
        }
        else if (mail.SentTo == mail.Recipient)
        {
            await LearnAsync(connection, mail, step, answer, now, badAddress);
        }

        await transaction.CommitAsync(CancellationToken.None);
        telemetry.Mail(step.Counted);
    }

    // What the recipient's server said is about the recipient; in shadow mode it is not.
    private async Task LearnAsync(NpgsqlConnection connection, ClaimedMail mail, MailStep step, string answer, DateTimeOffset now, bool badAddress)
    {
        if (step == MailStep.Accept && mail.Channel == MailChannels.Smtp)
        {
            await RefusedAddresses.ForgetAsync(connection, [mail.Recipient], CancellationToken.None);
        }
        else if (badAddress)
        {
            await RefusedAddresses.RememberAsync(connection, [mail.Recipient], answer, now, CancellationToken.None);
        }

        if (step.IsLost)
        {
            await next.TellAsync(connection, mail.Id, mail.Recipient, now, CancellationToken.None);
        }
    }

    private static TimeSpan Pause(int attempt)
    {
        var pause = Math.Min(FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempt - 1, 10)), LongestPause.TotalSeconds);
        return TimeSpan.FromSeconds(pause * (0.8 + (0.4 * Random.Shared.NextDouble())));
    }

    // The text after the code may repeat the address.
    private static string Code(string reason) => reason.Length >= 3 && reason[..3].All(char.IsAsciiDigit) ? reason[..3] : "no code";
}

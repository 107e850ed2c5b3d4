using Ehcp.Mail;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Asks the provider what became of accepted mails, where it tells. What came back goes to the next person, as what was refused does.</summary>
internal sealed class MailFates(
    NpgsqlDataSource database, NextPerson next, MailChannels channels, TimeProvider clock, AlertTelemetry telemetry, ILogger<MailFates> log)
{
    internal static TimeSpan FirstLook { get; } = TimeSpan.FromMinutes(1);

    private const int SetSize = 50;

    /// <summary>GOV.UK Notify tries for 72 hours and then knows.</summary>
    private static readonly TimeSpan NoLongerThan = TimeSpan.FromDays(4);

    /// <summary>As long as asking of a set may take; nobody else asks meanwhile.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    /// <summary>One pass over those that are to be asked of now.</summary>
    /// <returns>How many were delivered or came back.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var known = 0;
        var started = clock.GetUtcNow();
        foreach (var mail in await MailLife.ToAskAsync(database, MailChannels.Notify, started, started + Lease, SetSize, cancellationToken))
        {
            switch (await channels.Named(MailChannels.Notify).AskAsync(mail.ProviderId, cancellationToken))
            {
                case MailFate.Delivered:
                    await SettleAsync(mail, MailStep.Deliver, mail.ProviderId, false);
                    known++;
                    break;
                case MailFate.Failed failed:
                    log.LogError("Mail {Mail} came back: {Reason}", mail.Id, failed.Reason);
                    await SettleAsync(mail, MailStep.ComeBack, failed.Reason, failed.Address);
                    known++;
                    break;
                default:
                    await LookAgainAsync(mail);
                    break;
            }
        }

        return known;
    }

    // Often at first, then ever more seldom.
    private async Task LookAgainAsync(AcceptedMail mail)
    {
        var now = clock.GetUtcNow();
        var age = now - mail.AcceptedAt;
        var at = age > NoLongerThan ? DateTimeOffset.MaxValue : now + TimeSpan.FromMinutes(Math.Clamp(age.TotalMinutes / 2, 1, 60));
        await MailLife.AskAgainAsync(database, mail.Id, at, CancellationToken.None);
    }

    private async Task SettleAsync(AcceptedMail mail, MailStep step, string answer, bool badAddress)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        if (await MailLife.AnswerAsync(connection, step, mail.Id, null, answer, now, null, CancellationToken.None) && mail.ToRecipient)
        {
            if (step == MailStep.Deliver)
            {
                await RefusedAddresses.ForgetAsync(connection, [mail.Recipient], CancellationToken.None);
            }
            else
            {
                if (badAddress)
                {
                    await RefusedAddresses.RememberAsync(connection, [mail.Recipient], answer, now, CancellationToken.None);
                }

                await next.TellAsync(connection, mail.Id, mail.Recipient, now, CancellationToken.None);
            }
        }

        await transaction.CommitAsync(CancellationToken.None);
        telemetry.Mail(step.Counted);
    }
}

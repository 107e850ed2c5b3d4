using Ehcp.Mail;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Asks the provider what became of accepted mails, where it tells. What came back goes to the next person, as what was refused does.</summary>
internal sealed class MailFates(NpgsqlDataSource database, NextPerson next, MailChannels channels, TimeProvider clock, AlertTelemetry telemetry, ILogger<MailFates> log)
{
    internal static TimeSpan FirstLook { get; } = TimeSpan.FromMinutes(1);

    private const int SetSize = 50;

    /// <summary>GOV.UK Notify tries for 72 hours and then knows.</summary>
    private static readonly TimeSpan NoLongerThan = TimeSpan.FromDays(4);

    /// <summary>As long as asking of a set may take; nobody else asks meanwhile.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private const string Claim = """
        update mail set not_before = $2 where id in (
            select id from mail where state = 'accepted' and channel = $1 and not_before <= $3 order by not_before limit $4 for update skip locked)
        returning id, provider_answer, recipient, sent_to, settled_at
        """;

    private const string LookAgain = "update mail set not_before = $2 where id = $1 and state = 'accepted'";

    private const string Settle = "update mail set state = $2, provider_answer = $3, settled_at = $4 where id = $1 and state = 'accepted'";

    /// <summary>One pass over those that are to be asked of now.</summary>
    /// <returns>How many were delivered or came back.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var known = 0;
        foreach (var mail in await ClaimAsync(clock.GetUtcNow(), cancellationToken))
        {
            switch (await channels.Named(MailChannels.Notify).AskAsync(mail.ProviderId, cancellationToken))
            {
                case MailFate.Delivered:
                    await SettleAsync(mail, "delivered", mail.ProviderId, false);
                    known++;
                    break;
                case MailFate.Failed failed:
                    log.LogError("Mail {Mail} came back: {Reason}", mail.Id, failed.Reason);
                    await SettleAsync(mail, "failed", failed.Reason, failed.Address);
                    known++;
                    break;
                default:
                    await LookAgainAsync(mail);
                    break;
            }
        }

        return known;
    }

    private async Task<List<AcceptedMail>> ClaimAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var claim = database.CreateCommand(Claim);
        claim.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = MailChannels.Notify }, new() { Value = (now + Lease).ToUniversalTime() }, new() { Value = now.ToUniversalTime() }, new() { Value = SetSize },
        });
        await using var row = await claim.ExecuteReaderAsync(cancellationToken);
        var mails = new List<AcceptedMail>();
        while (await row.ReadAsync(cancellationToken))
        {
            mails.Add(new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3) == row.GetString(2), row.GetFieldValue<DateTimeOffset>(4)));
        }

        return mails;
    }

    // Often at first, then ever more seldom.
    private async Task LookAgainAsync(AcceptedMail mail)
    {
        var now = clock.GetUtcNow();
        var age = now - mail.AcceptedAt;
        await using var again = database.CreateCommand(LookAgain);
        again.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = mail.Id }, new() { Value = age > NoLongerThan ? DateTime.MaxValue.ToUniversalTime() : (now + TimeSpan.FromMinutes(Math.Clamp(age.TotalMinutes / 2, 1, 60))).UtcDateTime },
        });
        await again.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task SettleAsync(AcceptedMail mail, string state, string answer, bool badAddress)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        await using var settle = new NpgsqlCommand(Settle, connection)
        {
            Parameters = { new() { Value = mail.Id }, new() { Value = state }, new() { Value = answer }, new() { Value = now.ToUniversalTime() } },
        };
        if (await settle.ExecuteNonQueryAsync(CancellationToken.None) == 1 && mail.ToRecipient)
        {
            if (state == "delivered")
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
        telemetry.Mail(state);
    }

    /// <param name="ToRecipient">Whether it went to the recipient, and not to the shadow address.</param>
    private sealed record AcceptedMail(long Id, string ProviderId, string Recipient, bool ToRecipient, DateTimeOffset AcceptedAt);
}

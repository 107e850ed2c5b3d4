using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Ehcp.Mail;

/// <summary>SMTP over one connection that is kept while it is used.</summary>
public sealed class SmtpMailChannel(IOptions<MailSettings> settings, TimeProvider clock, ILogger<SmtpMailChannel> log) : MailChannel, IDisposable
{
    // Servers close idle sessions after half a minute or more, and a write into a closed one may only fail at the end.
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(15);

    // A server that says a little now and then keeps every time limit of a single answer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    private readonly SmtpSettings _smtp = settings.Value.Smtp;
    private readonly MailboxAddress _from = MailboxAddress.Parse(settings.Value.From);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SmtpClient _client = Client(settings.Value.Smtp.CaFile);
    private long _usedAt;

    public override async Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var (message, refusal) = MimeMail.Compose(mail, _from, clock.GetUtcNow());
        if (message is null)
        {
            return refusal!;
        }

        using (message)
        {
            await _turn.WaitAsync(cancellationToken);
            using var time = new CancellationTokenSource(Longest, clock);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
            try
            {
                // Also what does not hear the token, such as the look-up of a name, is waited for no longer.
                var answer = await DeliverAsync(_client, message, limit.Token).WaitAsync(limit.Token);
                _usedAt = clock.GetTimestamp();
                return new MailReceipt.Accepted(Shorten(answer));
            }
            catch (SmtpCommandException refused)
            {
                return Judge(refused);
            }
            catch (Exception trouble)
            {
                HangUp();
                cancellationToken.ThrowIfCancellationRequested();
                var reason = time.IsCancellationRequested ? $"It took longer than {Longest.TotalSeconds:0} seconds" : trouble.Message;
                log.LogWarning("The mail server cannot be used: {Reason}", reason);
                return new MailReceipt.Deferred(Shorten(reason));
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task<string> DeliverAsync(SmtpClient client, MimeMessage message, CancellationToken cancellationToken)
    {
        await ConnectAsync(client, cancellationToken);
        return await client.SendAsync(message, cancellationToken);
    }

    private static SmtpClient Client(string caFile)
    {
        var client = new SmtpClient { Timeout = 15_000 };
        if (caFile.Length > 0)
        {
            var trusted = new TrustedAuthorities(caFile);
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => trusted.Trusts(certificate, errors);
        }

        return client;
    }

    private async Task ConnectAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        if (client.IsConnected && clock.GetElapsedTime(_usedAt) > Stale)
        {
            await client.DisconnectAsync(quit: false, cancellationToken);
        }

        if (!client.IsConnected)
        {
            await client.ConnectAsync(_smtp.Host, _smtp.Port, _smtp.Security switch
            {
                SmtpSecurity.None => SecureSocketOptions.None,
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTls,
            }, cancellationToken);
        }

        if (_smtp.User.Length > 0 && !client.IsAuthenticated)
        {
            await client.AuthenticateAsync(_smtp.User, _smtp.Password, cancellationToken);
        }
    }

    // 4xx: later. 5xx: never. RFC 5321, 4.2.1.
    private static MailReceipt Judge(SmtpCommandException refused)
    {
        var reason = Shorten($"{(int)refused.StatusCode} {refused.Message}");
        return (int)refused.StatusCode is >= 500 and < 600 ? new MailReceipt.Refused(reason, IsAboutAddress(refused)) : new MailReceipt.Deferred(reason);
    }

    // RFC 3463: 5.1 and 5.2.1 are of the address; 5.7 is a policy, also where it is told to RCPT: "relay access denied" is no fault of the recipient's.
    private static bool IsAboutAddress(SmtpCommandException refused) =>
        refused.Message.Contains("5.1.", StringComparison.Ordinal) || refused.Message.Contains("5.2.1", StringComparison.Ordinal)
        || (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && !refused.Message.Contains("5.7.", StringComparison.Ordinal));

    // Somebody may still wait for an answer to it, and never get one: it is not used again.
    private void HangUp()
    {
        var old = _client;
        _client = Client(_smtp.CaFile);
        _ = Task.Run(() =>
        {
            try
            {
                old.Dispose();
            }
            catch (Exception exception)
            {
                log.LogDebug(exception, "Hanging up failed, which changes nothing");
            }
        });
    }

    private static string Shorten(string text) => text.Length <= 500 ? text : text[..500];

    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }
}

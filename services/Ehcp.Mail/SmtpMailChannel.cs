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

    private readonly SmtpSettings _smtp = settings.Value.Smtp;
    private readonly MailboxAddress _from = MailboxAddress.Parse(settings.Value.From);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SmtpClient _client = Client(settings.Value.Smtp.CaFile);
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
            try
            {
                await ConnectAsync(cancellationToken);
                var answer = await _client.SendAsync(message, cancellationToken);
                _usedAt = clock.GetTimestamp();
                return new MailReceipt.Accepted(Shorten(answer));
            }
            catch (SmtpCommandException refused)
            {
                return Judge(refused);
            }
            catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogWarning("The mail server cannot be used: {Reason}", trouble.Message);
                await HangUpAsync();
                return new MailReceipt.Deferred(Shorten(trouble.Message));
            }
            finally
            {
                _turn.Release();
            }
        }
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

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected && clock.GetElapsedTime(_usedAt) > Stale)
        {
            await HangUpAsync();
        }

        if (!_client.IsConnected)
        {
            await _client.ConnectAsync(_smtp.Host, _smtp.Port, _smtp.Security switch
            {
                SmtpSecurity.None => SecureSocketOptions.None,
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                _ => SecureSocketOptions.StartTls,
            }, cancellationToken);
        }

        if (_smtp.User.Length > 0 && !_client.IsAuthenticated)
        {
            await _client.AuthenticateAsync(_smtp.User, _smtp.Password, cancellationToken);
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

    private async Task HangUpAsync()
    {
        try
        {
            await _client.DisconnectAsync(quit: false, CancellationToken.None);
        }
        catch (Exception exception)
        {
            log.LogDebug(exception, "Hanging up failed, which changes nothing");
        }
    }

    private static string Shorten(string text) => text.Length <= 500 ? text : text[..500];

    public void Dispose()
    {
        _client.Dispose();
        _turn.Dispose();
    }
}

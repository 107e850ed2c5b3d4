using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Client;
using Notify.Exceptions;

namespace Ehcp.Mail;

/// <summary>GOV.UK Notify. Our Message-ID is its <c>reference</c>: after a crash it can be asked what it took.</summary>
public sealed partial class NotifyMailChannel : MailChannel, IDisposable
{
    private readonly NotifySettings _settings;
    private readonly ILogger<NotifyMailChannel> _log;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly NotificationClient _notify;

    public NotifyMailChannel(IOptions<MailSettings> settings, ILogger<NotifyMailChannel> log)
    {
        (_settings, _log) = (settings.Value.Notify, log);
        var wrapper = new HttpClientWrapper(_http);
        _notify = new(wrapper, _settings.ApiKey);
        wrapper.BaseAddress = new Uri(_settings.Url);
    }

    public override async Task<MailReceipt> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var content = new Dictionary<string, dynamic> { ["subject"] = mail.Subject, ["body"] = mail.Text };
        var replyTo = _settings.ReplyToId.Length > 0 ? _settings.ReplyToId : null;
        var (sent, trouble) = await TryAsync(() => _notify.SendEmailAsync(mail.To, _settings.TemplateId, content, mail.MessageId, replyTo), cancellationToken);
        return trouble ?? new MailReceipt.Accepted(sent!.id);
    }

    // The newest comes first. One that came back may be sent again: somebody has asked for it.
    public override async Task<MailReceipt?> FindAsync(string messageId, CancellationToken cancellationToken)
    {
        var (found, trouble) = await TryAsync(() => _notify.GetNotificationsAsync("email", "", messageId), cancellationToken);
        return trouble is not null
            ? new MailReceipt.Deferred(Text(trouble))
            : found!.notifications.FirstOrDefault() is { } newest && !HasFailed(newest.status) ? new MailReceipt.Accepted(newest.id) : null;
    }

    public override async Task<MailFate> AskAsync(string providerId, CancellationToken cancellationToken)
    {
        var (notification, _) = await TryAsync(() => _notify.GetNotificationByIdAsync(providerId), cancellationToken);
        return notification?.status switch
        {
            "delivered" => new MailFate.Delivered(),
            { } status when HasFailed(status) => new MailFate.Failed(status, status == "permanent-failure"),
            _ => new MailFate.Unknown(),
        };
    }

    public void Dispose() => _http.Dispose();

    private static bool HasFailed(string status) => status is "permanent-failure" or "temporary-failure" or "technical-failure";

    // The client waits for the network without giving the thread back, and takes no token: it has a thread of its own and a time limit.
    private async Task<(T? Answer, MailReceipt? Trouble)> TryAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return (await Task.Run(ask, cancellationToken).WaitAsync(cancellationToken), null);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var said = Shorten(trouble.GetBaseException().Message);
            var code = trouble is NotifyClientException or AggregateException { InnerException: NotifyClientException } && StatusCode()
                .Match(said) is { Success: true } match
                ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
            _log.LogWarning("GOV.UK Notify does not take a mail or a question: {Code}", code);
            return (null, Judge(code, said));
        }
    }

    // 429 and 5xx: later. 401 and 403 are a wrong key or a wrong clock, and no fault of the mail's: once that is mended it goes.
    private static MailReceipt Judge(int code, string said) => code is >= 400 and < 500 and not (401 or 403 or 408 or 429)
        ? new MailReceipt.Refused($"{code} {said}", said.Contains("email_address", StringComparison.Ordinal))
        : new MailReceipt.Deferred(code == 0 ? said : $"{code} {said}");

    private static string Text(MailReceipt trouble) => trouble switch
    {
        MailReceipt.Refused refused => refused.Reason,
        MailReceipt.Deferred deferred => deferred.Reason,
        _ => "",
    };

    private static string Shorten(string text) => text.Length <= 400 ? text : text[..400];

    [GeneratedRegex("^Status code ([0-9]{3})")]
    private static partial Regex StatusCode();
}

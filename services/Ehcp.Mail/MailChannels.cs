using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ehcp.Mail;

/// <summary>The ways to send e-mail, by name.</summary>
public sealed class MailChannels(MailChannel smtp, IServiceProvider services, IOptions<MailSettings> settings)
{
    public const string Smtp = "smtp";
    public const string Notify = "notify";

    /// <summary>The one that is used where nothing else is said.</summary>
    public MailChannel Default => Named(settings.Value.Channel);

    public static bool Has(string name) => name is Smtp or Notify;

    public MailChannel Named(string name) => name == Notify ? services.GetRequiredService<NotifyMailChannel>() : smtp;
}

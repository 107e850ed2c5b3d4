using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Mail;

public static class MailServices
{
    /// <summary>E-mail by SMTP or GOV.UK Notify, from <c>Ehcp:Mail</c>. An absent provider makes no service unready: mails wait in their own table.</summary>
    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MailChannel, SmtpMailChannel>().AddSingleton<NotifyMailChannel>().AddSingleton<MailChannels>();
        return builder;
    }
}

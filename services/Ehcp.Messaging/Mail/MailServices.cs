using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ehcp.Messaging.Mail;

public static class MailServices
{
    /// <summary>E-mail by SMTP, from <c>Ehcp:Mail</c>. An absent mail server makes no service unready: mails wait in their own table.</summary>
    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MailChannel, SmtpMailChannel>();
        return builder;
    }
}

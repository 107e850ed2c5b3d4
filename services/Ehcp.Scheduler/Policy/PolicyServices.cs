using Ehcp.Mail;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Policy;

internal static class PolicyServices
{
    /// <summary>Whom to tell, when and how, from <c>Ehcp:Alerts</c> and <c>Ehcp:PublicUrl</c>. Needs <c>AddMail</c>.</summary>
    internal static WebApplicationBuilder AddPolicy(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AlertSettings>().BindConfiguration(AlertSettings.Section)
            .Validate<IOptions<MailSettings>>(
                (alerts, mail) => mail.Value.Notify.IsSet || !alerts.Uses(MailChannels.Notify),
                $"{AlertSettings.Section} has a Channel of notify, but {MailSettings.Section}:Notify:ApiKey is not set.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AlertSettings>, AlertSettingsCheck>();
        builder.Services.AddOptions<PublicSettings>().BindConfiguration(PublicSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AlertPolicies>().AddSingleton<PublicAddress>();
        return builder;
    }
}

using Ehcp.Hosting.Keys;
using Ehcp.Mail;
using Ehcp.Scheduler.Digests;
using Microsoft.Extensions.Options;

namespace Ehcp.Scheduler.Alerts;

internal static class AlertServices
{
    /// <summary>Plans, alerts and mails, from <c>Ehcp:Alerts</c> and <c>Ehcp:PublicUrl</c>. Needs the database and <c>AddMail</c>.</summary>
    internal static WebApplicationBuilder AddAlerts(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AlertSettings>().BindConfiguration(AlertSettings.Section)
            .Validate<IOptions<MailSettings>>((alerts, mail) => mail.Value.Notify.IsSet || !alerts.Uses(MailChannels.Notify), $"{AlertSettings.Section} has a Channel of notify, but {MailSettings.Section}:Notify:ApiKey is not set.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<AlertSettings>, AlertSettingsCheck>();
        builder.Services.AddOptions<PublicSettings>().BindConfiguration(PublicSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services
            .AddSingleton<AlertPolicies>().AddSingleton<PublicAddress>().AddSingleton<AlertTelemetry>()
            .AddSingleton<AlertPlans>().AddSingleton<DueRungs>().AddSingleton<AnnounceBreaches>().AddSingleton<AlertPreview>().AddSingleton<ComposeMails>().AddSingleton<MorningDigest>()
            .AddSingleton<ClaimMails>().AddSingleton<NextPerson>().AddSingleton<SendMails>().AddSingleton<MailFates>().AddSingleton<MailDelivery>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MailDelivery>());
        return builder;
    }

    internal static void MapAlerts(this WebApplication app)
    {
        app.MapGet("/v1/alerts", ReadAlerts.HandleAsync).WithName(nameof(ReadAlerts)).RequireScope(Scopes.ReadCases);
        app.MapGet("/v1/alerts/summary", SummariseAlerts.HandleAsync).WithName(nameof(SummariseAlerts)).RequireScope(Scopes.ReadCases);
        app.MapGet("/v1/mails/parked", ParkedMails.ListAsync).WithName("ListParkedMails").RequireScope(Scopes.Admin);
        app.MapGet("/v1/refused-addresses", RefusedAddressAdmin.ListAsync).WithName("ListRefusedAddresses").RequireScope(Scopes.Admin);
        app.MapPost("/v1/refused-addresses/remember", RefusedAddressAdmin.RememberAsync).WithName("RememberRefusedAddresses").RequireScope(Scopes.Admin);
        app.MapPost("/v1/refused-addresses/forget", RefusedAddressAdmin.ForgetAsync).WithName("ForgetRefusedAddresses").RequireScope(Scopes.Admin);
        app.MapPost("/v1/mails/resend", ParkedMails.ResendAsync).WithName("ResendMails").RequireScope(Scopes.Admin);
    }
}

using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Mails;

internal static class MailServices
{
    /// <summary>Composing and sending mails. Needs <c>AddMail</c>, <c>AddPlans</c> and <c>AddAcknowledgements</c>.</summary>
    internal static WebApplicationBuilder AddMails(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMailKind, AlertMails>();
        builder.Services.AddSingleton<ComposeMails>().AddSingleton<MailedAlerts>().AddSingleton<ClaimMails>();
        builder.Services.AddSingleton<NextPerson>().AddSingleton<SendMails>().AddSingleton<MailFates>();
        builder.Services.AddSingleton<MailDelivery>().AddHostedService(services => services.GetRequiredService<MailDelivery>());
        return builder;
    }

    internal static void MapMails(this WebApplication app)
    {
        app.MapGet("/v1/mails/parked", ParkedMails.ListAsync).Gate(Scopes.Admin).ShowsCases("parked-mails").Describes(MailTexts.ListParkedMails);
        app.MapPost("/v1/mails/resend", ParkedMails.ResendAsync).Gate(Scopes.Admin).Acts("resend-mails").Describes(MailTexts.ResendMails);
        app.MapGet("/v1/refused-addresses", RefusedAddressAdmin.ListAsync)
            .Gate(Scopes.Admin).ShowsCases("refused-addresses").Describes(MailTexts.ListRefusedAddresses);
        app.MapPost("/v1/refused-addresses/remember", RefusedAddressAdmin.RememberAsync)
            .Gate(Scopes.Admin).Acts("remember-refused-addresses").Describes(MailTexts.RememberRefusedAddresses);
        app.MapPost("/v1/refused-addresses/forget", RefusedAddressAdmin.ForgetAsync)
            .Gate(Scopes.Admin).Acts("forget-refused-addresses").Describes(MailTexts.ForgetRefusedAddresses);
    }
}

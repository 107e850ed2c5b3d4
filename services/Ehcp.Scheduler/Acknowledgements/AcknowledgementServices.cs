using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Acknowledgements;

internal static class AcknowledgementServices
{
    /// <summary>Acknowledging, from <c>Ehcp:Acknowledgements</c>. Needs <c>AddPlans</c>.</summary>
    internal static WebApplicationBuilder AddAcknowledgements(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AcknowledgementSettings>().BindConfiguration(AcknowledgementSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AcknowledgementLinks>().AddSingleton<Acknowledge>();
        return builder;
    }

    internal static void MapAcknowledgements(this WebApplication app)
    {
        app.MapPost("/v1/alerts/{id:long}/acknowledge", AcknowledgeAlert.HandleAsync)
            .Gate(Scopes.Acknowledge, Scopes.Admin).Acts("acknowledge").Describes(AcknowledgementTexts.AcknowledgeAlert);

        // The link is the permission. There is no cookie and no session, so a forged form could do no more than its forger.
        app.MapGet("/acknowledge/{token}", AcknowledgePage.ShowAsync).OpenByLink("acknowledge-page").ExcludeFromDescription();
        app.MapPost("/acknowledge/{token}", AcknowledgePage.ActAsync).OpenByLink("acknowledge-page", does: "acknowledge").DisableAntiforgery()
            .ExcludeFromDescription();
    }
}

using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Webhooks;

internal static class WebhookServices
{
    /// <summary>Telling other systems what changed, from <c>Ehcp:Webhooks</c>. Needs <c>AddChanges</c>, <c>AddMails</c> and the access log.</summary>
    internal static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebhookSettings>().BindConfiguration(WebhookSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SecretBox>().AddSingleton<PublicHosts>().AddSingleton<WebhookTable>();
        builder.Services.AddSingleton<SendDelivery>().AddSingleton<StoppedWebhooks>().AddSingleton<WebhookTelemetry>();
        builder.Services.AddSingleton<DeliverWebhooks>().AddHostedService(services => services.GetRequiredService<DeliverWebhooks>());

        // Addresses may hold secrets, so the client logs none. A proxy would connect in its place, and to wherever it likes.
        builder.Services.AddHttpClient(SendDelivery.Client, client => client.Timeout = SendDelivery.Patience).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(services => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectCallback = services.GetRequiredService<PublicHosts>().ConnectAsync,
                MaxResponseHeadersLength = 16,
                MaxResponseDrainSize = 16 * 1024,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        return builder;
    }

    internal static void MapWebhooks(this WebApplication app)
    {
        app.MapPost("/v1/webhooks", WebhookApi.CreateAsync).Gate(Scopes.Admin).Acts("create-webhook").Describes(WebhookTexts.Create);
        app.MapGet("/v1/webhooks", WebhookApi.ListAsync).Gate(Scopes.Admin).ShowsNoCase().Describes(WebhookTexts.List);
        app.MapPost("/v1/webhooks/{id}/pause", WebhookApi.PauseAsync).Gate(Scopes.Admin).Acts("pause-webhook").Describes(WebhookTexts.Pause);
        app.MapPost("/v1/webhooks/{id}/resume", WebhookApi.ResumeAsync).Gate(Scopes.Admin).Acts("resume-webhook").Describes(WebhookTexts.Resume);
        app.MapPost("/v1/webhooks/{id}/renew-secret", WebhookApi.RenewAsync).Gate(Scopes.Admin).Acts("renew-webhook-secret").Describes(WebhookTexts.Renew);
        app.MapDelete("/v1/webhooks/{id}", WebhookApi.DeleteAsync).Gate(Scopes.Admin).Acts("delete-webhook").Describes(WebhookTexts.Delete);
    }
}

using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Publishing.PublicFigures;

internal static class PublicServices
{
    internal static WebApplicationBuilder AddPublicFigures(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PublicSettings>().BindConfiguration(PublicSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Editions>();
        return builder;
    }

    /// <summary>To anybody where the council publishes its figures to the world; else to those who may see figures.</summary>
    internal static RouteHandlerBuilder OpenAsPublished(this RouteHandlerBuilder route, WebApplication app) =>
        app.Services.GetRequiredService<IOptions<PublicSettings>>().Value.Enabled ? route.Open() : route.Gate(Scopes.ReadFigures, Scopes.ReadPublic)
            .ShowsNoCase();
}

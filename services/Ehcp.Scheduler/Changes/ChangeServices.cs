using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Changes;

internal static class ChangeServices
{
    /// <summary>The feed of what was announced. Needs the database.</summary>
    internal static WebApplicationBuilder AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PlaceChanges>().AddHostedService(services => services.GetRequiredService<PlaceChanges>());
        return builder;
    }

    internal static void MapChanges(this WebApplication app) =>
        app.MapGet("/v1/changes", ReadChanges.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("changes").Describes(ChangeTexts.ReadChanges);
}

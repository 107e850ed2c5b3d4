using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Reorganisations;

internal static class ReorganisationServices
{
    /// <summary>Passing cases on. Needs <c>AddReassignments</c>, whose door to Intake it goes through.</summary>
    internal static WebApplicationBuilder AddReorganisations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PassCases>();
        return builder;
    }

    internal static void MapReorganisations(this WebApplication app) =>
        app.MapPost("/v1/reorganisations", StartReorganisation.HandleAsync).Gate(Scopes.Operate).Acts("reorganise")
            .Describes(ReorganisationTexts.StartReorganisation);
}

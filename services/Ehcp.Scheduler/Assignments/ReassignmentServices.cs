using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Assignments;

internal static class ReassignmentServices
{
    /// <summary>Reassigning, from <c>Ehcp:Reassignments</c>.</summary>
    internal static WebApplicationBuilder AddReassignments(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReassignmentSettings>().BindConfiguration(ReassignmentSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(IntakeDoor.Client);
        builder.Services.AddSingleton<IntakeDoor>();
        return builder;
    }

    internal static void MapReassignments(this WebApplication app) =>
        app.MapPost("/v1/reassignments", ReassignCases.HandleAsync).Gate(Scopes.Admin).Acts("reassign").Describes(ReassignmentTexts.ReassignCases);
}

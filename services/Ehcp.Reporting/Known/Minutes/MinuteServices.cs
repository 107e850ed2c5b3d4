using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Reporting.Known.Minutes;

internal static class MinuteServices
{
    internal static WebApplicationBuilder AddMinutes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AgreeMinutes>().AddSingleton<Completeness>().AddHostedService<AgreeingService>();
        return builder;
    }

    /// <summary><c>GET /health/figures</c>: 503 when the figures have not held all events for five minutes; and which minutes those are, for whoever looks into it.</summary>
    internal static void MapMinutes(this WebApplication app)
    {
        app.MapGet("/health/figures", (Completeness completeness) => TypedResults.Json(
            new { status = completeness.IsWell ? "complete" : "incomplete", KnownTo = completeness.Agreement.CompleteTo, completeness.Agreement.AnnouncedTo },
            statusCode: completeness.IsWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable)).Open().ExcludeFromDescription();
        app.MapGet("/v1/minutes", ReadMinutes.HandleAsync).Gate(Scopes.Operate).ShowsNoCase().WithName(nameof(ReadMinutes));
    }
}

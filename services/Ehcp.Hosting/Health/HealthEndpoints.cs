using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ehcp.Hosting.Health;

internal static class HealthEndpoints
{
    internal static void AddReadiness(this WebApplicationBuilder builder) => builder.Services.TryAddSingleton<Readiness>();

    internal static void MapHealth(this WebApplication app)
    {
        // Live says only that the process answers: killing it would not bring a database back.
        app.MapGet("/health/live", () => TypedResults.Ok(new Liveness("live"))).Open().Describes(HealthTexts.Live);
        app.MapGet("/health/ready", async (Readiness readiness) =>
        {
            var answer = await readiness.AskAsync();
            return Results.Json(answer, statusCode: answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).Open().Describes(HealthTexts.Ready);
    }

    internal static void MapMetrics(this WebApplication app)
    {
        // As a handler, and not as the exporter's own endpoint, so that it stands in the description.
        var scrape = ((IEndpointRouteBuilder)app).CreateApplicationBuilder().UseOpenTelemetryPrometheusScrapingEndpoint("/metrics").Build();
        app.MapGet("/metrics", (Delegate)((HttpContext context) => scrape(context)))
            .Gate(Scopes.ReadMetrics).OrDeveloper().ShowsNoCase().Describes(HealthTexts.Metrics);
    }
}

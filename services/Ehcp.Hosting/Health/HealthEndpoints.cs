using Ehcp.Hosting.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ehcp.Hosting.Health;

internal static class HealthEndpoints
{
    internal static void AddReadiness(this WebApplicationBuilder builder) => builder.Services.TryAddSingleton<Readiness>();

    internal static void MapHealth(this WebApplication app)
    {
        // Live says only that the process answers: killing it would not bring a database back.
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).Open().ExcludeFromDescription();
        app.MapGet("/health/ready", async (Readiness readiness) =>
        {
            var answer = await readiness.AskAsync();
            return TypedResults.Json(answer, statusCode: answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).Open().ExcludeFromDescription();
    }
}

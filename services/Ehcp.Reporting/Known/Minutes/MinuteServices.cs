using Ehcp.Hosting.Api;
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

    /// <summary><c>GET /health/figures</c>: 503 when the figures have not held all events for five minutes; and which minutes those are, for whoever looks
    /// into it.</summary>
    internal static void MapMinutes(this WebApplication app)
    {
        app.MapGet("/health/figures", (Completeness completeness) => TypedResults.Json(
            new FiguresHealth(completeness.IsWell ? "complete" : "incomplete", completeness.Agreement.CompleteTo, completeness.Agreement.AnnouncedTo),
            statusCode: completeness.IsWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable)).Open().Describes(MinuteTexts.Health);
        app.MapGet("/v1/minutes", ReadMinutes.HandleAsync).Gate(Scopes.Operate).ShowsNoCase().Describes(MinuteTexts.Read);
    }
}

/// <param name="Status"><c>complete</c> or <c>incomplete</c>.</param>
/// <param name="KnownTo">Every event recorded before it is in the figures.</param>
/// <param name="AnnouncedTo">Up to where Intake has told its minutes without a gap.</param>
public sealed record FiguresHealth(string Status, DateTimeOffset? KnownTo, DateTimeOffset? AnnouncedTo);

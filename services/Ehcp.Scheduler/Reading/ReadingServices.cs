using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;

namespace Ehcp.Scheduler.Reading;

internal static class ReadingServices
{
    /// <summary>What is known of cases and alerts, to be read. Needs every room that it reads of.</summary>
    internal static WebApplicationBuilder AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AlertPreview>();
        return builder;
    }

    internal static void MapReading(this WebApplication app)
    {
        app.MapGet("/v1/cases/{authority}/{caseReference}", ReadCase.HandleAsync).WithName(nameof(ReadCase)).Gate(Scopes.ReadCases).ShowsCases("case");
        app.MapGet("/v1/overview", ReadOverview.HandleAsync).WithName(nameof(ReadOverview)).Gate(Scopes.ReadCases).ShowsNoCase();
        app.MapGet("/v1/alerts", ReadAlerts.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("alerts").Describes(AlertTexts.ReadAlerts);
        app.MapGet("/v1/alerts/summary", SummariseAlerts.HandleAsync).WithName(nameof(SummariseAlerts)).Gate(Scopes.ReadCases).ShowsNoCase();
        app.MapGet("/v1/sweeps/preview", PreviewSweep.HandleAsync).WithName(nameof(PreviewSweep)).Gate(Scopes.Admin).ShowsCases("sweep-preview");
        app.MapGet("/v1/recalculations/{id:long}/moves", ReadMoves.HandleAsync).WithName(nameof(ReadMoves)).Gate(Scopes.Admin).ShowsCases("recalculation-moves");
    }
}

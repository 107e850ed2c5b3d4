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
        app.MapGet("/v1/cases/{authority}/{caseReference}", ReadCase.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("case").Describes(CaseTexts.ReadCase);
        app.MapGet("/v1/overview", ReadOverview.HandleAsync).Gate(Scopes.ReadCases).ShowsNoCase().Describes(CaseTexts.ReadOverview);
        app.MapGet("/v1/alerts", ReadAlerts.HandleAsync).Gate(Scopes.ReadCases).ShowsCases("alerts").Describes(AlertTexts.ReadAlerts);
        app.MapGet("/v1/alerts/summary", SummariseAlerts.HandleAsync).Gate(Scopes.ReadCases).ShowsNoCase().Describes(AlertTexts.SummariseAlerts);
        app.MapGet("/v1/sweeps/preview", PreviewSweep.HandleAsync).Gate(Scopes.Admin).ShowsCases("sweep-preview").Describes(AlertTexts.PreviewSweep);
        app.MapGet("/v1/recalculations/{id:long}/moves", ReadMoves.HandleAsync)
            .Gate(Scopes.Admin).ShowsCases("recalculation-moves").Describes(CaseTexts.ReadMoves);
    }
}

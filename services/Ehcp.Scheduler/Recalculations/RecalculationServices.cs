using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Keys;
using Quartz;

namespace Ehcp.Scheduler.Recalculations;

internal static class RecalculationServices
{
    /// <summary>
    /// Recalculations, looked for every five seconds by one of the schedulers that share the database. Needs <c>AddSweeps</c>, which sets Quartz up.
    /// </summary>
    internal static WebApplicationBuilder AddRecalculations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Recalculate>();
        builder.Services.AddQuartz(quartz => quartz.ScheduleJob<RecalculationJob>(trigger => trigger.WithIdentity("recalculations").StartNow()
            .WithSimpleSchedule(every => every.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))));
        return builder;
    }

    internal static void MapRecalculations(this WebApplication app)
    {
        app.MapPost("/v1/recalculations", StartRecalculation.HandleAsync)
            .Gate(Scopes.Operate).Acts("recalculate").Describes(RecalculationTexts.StartRecalculation);
        app.MapGet("/v1/recalculations", ReadRecalculations.ListAsync)
            .Gate(Scopes.Admin, Scopes.Operate).ShowsNoCase().Describes(RecalculationTexts.ListRecalculations);
        app.MapGet("/v1/recalculations/{id:long}", ReadRecalculations.HandleAsync)
            .Gate(Scopes.Admin, Scopes.Operate).ShowsNoCase().Describes(RecalculationTexts.ReadRecalculation);
    }
}

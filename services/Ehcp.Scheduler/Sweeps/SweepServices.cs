using Ehcp.Hosting.Api;
using Ehcp.Hosting.Gate;
using Npgsql;
using Quartz;

namespace Ehcp.Scheduler.Sweeps;

internal static class SweepServices
{
    internal const string Schema = "quartz";

    /// <summary>
    /// The sweep, every minute on one of the schedulers that share the database. Needs <c>AddPlans</c>, <c>AddDigests</c> and <c>AddSources</c>.
    /// </summary>
    internal static WebApplicationBuilder AddSweeps(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AlertSweep>().AddSingleton<SweepAge>().AddSingleton<DigestPunctuality>();

        // Its tables are the migration's; Quartz looks whether they are right when it starts.
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => (scheduler.InstanceName, scheduler.GenerateInstanceId) = ("ehcp-scheduler", true));
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => (options.TablePrefix, options.StoreJobDataAsStrings) = ($"{Schema}.qrtz_", true));
                store.UsePostgres(source => source.DataSourceFactory = services => services.GetRequiredService<NpgsqlDataSource>());
                store.UseClustering();
            });

            // An interval and no cron: it has no hour that is skipped or doubled when the clocks change. Missed firings are one firing.
            quartz.ScheduleJob<SweepJob>(trigger => trigger.WithIdentity("alerts").StartNow().WithSimpleSchedule(every => every
                .WithInterval(TimeSpan.FromMinutes(1)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)));
        });

        // What is registered stays as it is: a restart must not put off the next firing.
        builder.Services.Configure<QuartzOptions>(quartz => quartz.Scheduling.IgnoreDuplicates = true);
        builder.Services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return builder;
    }

    /// <summary>
    /// <c>GET /health/sweep</c>: 503 when no sweep has completed for five minutes, whoever should have run it. It tells of the morning digest too.
    /// </summary>
    internal static void MapSweepHealth(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<SweepAge>(); // it counts from the start of the process, and not from the first question
        app.MapGet("/health/sweep", async (SweepAge age, DigestPunctuality digest, CancellationToken cancellationToken) =>
        {
            var since = await age.AskAsync(cancellationToken);
            var (state, lastOn) = await digest.AskAsync(cancellationToken);
            var fine = since < SweepAge.Longest;
            return Results.Json(
                new SweepHealth(fine ? "sweeping" : "not sweeping", (long)Math.Max(0, since.TotalSeconds), state, lastOn),
                statusCode: fine ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).Open().Describes(SweepTexts.Health);
    }
}

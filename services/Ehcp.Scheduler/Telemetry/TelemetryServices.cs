namespace Ehcp.Scheduler.Telemetry;

internal static class TelemetryServices
{
    internal static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SchedulerTelemetry>().AddSingleton<AlertTelemetry>();
        return builder;
    }
}

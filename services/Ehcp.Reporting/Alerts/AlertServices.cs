namespace Ehcp.Reporting.Alerts;

internal static class AlertServices
{
    internal static WebApplicationBuilder AddAlerts(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SchedulerSettings>().BindConfiguration(SchedulerSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient(SchedulerDoor.Client);
        builder.Services.AddSingleton<SchedulerDoor>();
        return builder;
    }
}

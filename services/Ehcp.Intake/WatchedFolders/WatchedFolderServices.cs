namespace Ehcp.Intake.WatchedFolders;

internal static class WatchedFolderServices
{
    public static void AddWatchedFolders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WatchedFolderSettings>().BindConfiguration(WatchedFolderSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<WatchFolders>();
        if (builder.Configuration.GetSection(WatchedFolderSettings.Section).GetSection(nameof(WatchedFolderSettings.Folders)).GetChildren().Any())
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<WatchFolders>());
        }
    }
}

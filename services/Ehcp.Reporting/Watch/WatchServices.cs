using Ehcp.Mail;

namespace Ehcp.Reporting.Watch;

internal static class WatchServices
{
    /// <summary>The dead-man's switch, from <c>Ehcp:Watch</c> and <c>Ehcp:Mail</c>; nothing where neither address is set.</summary>
    internal static WebApplicationBuilder AddWatch(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WatchSettings>().BindConfiguration(WatchSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        if (builder.Configuration.GetSection(WatchSettings.Section).Get<WatchSettings>() is { IsOn: true })
        {
            builder.AddMail();
            builder.Services.AddHttpClient(AskScheduler.Client);
            builder.Services.AddSingleton<AskScheduler>().AddSingleton<WatchScheduler>().AddHostedService<WatchLoop>();
        }

        return builder;
    }
}

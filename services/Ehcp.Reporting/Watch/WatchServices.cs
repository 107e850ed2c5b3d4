using Ehcp.Mail;
using Microsoft.Extensions.Options;

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

/// <summary>The loop around <see cref="WatchScheduler"/>.</summary>
internal sealed class WatchLoop(WatchScheduler watch, IOptions<WatchSettings> settings, TimeProvider clock, ILogger<WatchLoop> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(settings.Value.Every, clock);
        do
        {
            try
            {
                await watch.RunAsync(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The Scheduler is not watched just now: {Reason}", trouble.GetBaseException().Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

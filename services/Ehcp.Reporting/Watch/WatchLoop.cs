using Microsoft.Extensions.Options;

namespace Ehcp.Reporting.Watch;

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

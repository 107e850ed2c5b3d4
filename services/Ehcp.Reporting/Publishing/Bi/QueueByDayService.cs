using Ehcp.Contracts;

namespace Ehcp.Reporting.Publishing.Bi;

/// <summary>The loop around <see cref="QueueByDay"/>.</summary>
internal sealed class QueueByDayService(QueueByDay queue, TimeProvider clock, ILogger<QueueByDayService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await queue.RunAsync(clock.LondonToday, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The open requests of yesterday are not written down yet: {Reason}", failure.GetBaseException().GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

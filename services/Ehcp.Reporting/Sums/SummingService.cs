namespace Ehcp.Reporting.Sums;

/// <summary>Keeps what is not yet summed short: a question reads all of it.</summary>
internal sealed class SummingService(SumChanges sums, TimeProvider clock, ILogger<SummingService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sums.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Changes wait to be summed; the figures are right without, but slower");
            }
        }
    }
}

namespace Ehcp.Intake.Minutes;

/// <summary>The loop around <see cref="AnnounceMinutes"/>. Every process has one; the database lets one of them announce.</summary>
internal sealed class MinuteAnnouncer(AnnounceMinutes minutes, TimeProvider clock, ILogger<MinuteAnnouncer> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // By hand at times all of it is to be announced again, which only the database knows.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, clock);
        DateTimeOffset? announcedTo = null;
        var lookedAt = DateTimeOffset.MinValue;
        var isAway = false;
        do
        {
            if (announcedTo >= minutes.Due && clock.GetUtcNow() - lookedAt < Look)
            {
                continue;
            }

            try
            {
                (announcedTo, lookedAt) = (await minutes.RunAsync(stoppingToken), clock.GetUtcNow());
                isAway = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isAway)
                {
                    log.LogWarning("The minutes of the ledger are not announced just now: {Reason}", failure.GetBaseException().GetType().Name);
                }

                isAway = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

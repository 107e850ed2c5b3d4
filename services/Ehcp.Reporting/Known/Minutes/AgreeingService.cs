namespace Ehcp.Reporting.Known.Minutes;

/// <summary>The loop around <see cref="AgreeMinutes"/>, which says once when the figures lag and once when they do not any more.</summary>
internal sealed class AgreeingService(AgreeMinutes minutes, Completeness completeness, TimeProvider clock, ILogger<AgreeingService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, clock);
        var wasWell = true;
        do
        {
            try
            {
                completeness.Agreement = await minutes.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogDebug(failure, "The minutes of Intake could not be compared; the next look is soon");
            }

            wasWell = Say(wasWell);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private bool Say(bool wasWell)
    {
        var (knownTo, announcedTo) = completeness.Agreement;
        switch (wasWell, completeness.IsWell)
        {
            case (true, false):
                log.LogError("Alarm: the figures are complete only up to {KnownTo}; Intake has told its minutes up to {AnnouncedTo}. See the runbook", knownTo,
                    announcedTo);
                break;
            case (false, true):
                log.LogWarning("The figures are complete again, up to {KnownTo}", knownTo);
                break;
            default:
                break;
        }

        return completeness.IsWell;
    }
}

using Ehcp.Hosting.Passes;

namespace Ehcp.Reporting.Known.Minutes;

/// <summary>The loop around <see cref="AgreeMinutes"/>, which says once when the figures lag and once when they do not any more.</summary>
internal sealed class AgreeingService(AgreeMinutes minutes, Completeness completeness, TimeProvider clock, ILogger<AgreeingService> log)
    : Pass("The minutes of Intake cannot be compared", "The minutes of Intake are compared again", Often, clock, log)
{
    // That the figures are not complete any more is said after five minutes, whatever the reason.
    private static readonly Pace Often = new(TimeSpan.FromSeconds(3)) { Severity = LogLevel.Debug };

    private bool _wasWell = true;

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            completeness.Agreement = await minutes.RunAsync(cancellationToken);
        }
        finally
        {
            Say();
        }

        return false;
    }

    private void Say()
    {
        var (knownTo, announcedTo) = completeness.Agreement;
        switch (_wasWell, completeness.IsWell)
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

        _wasWell = completeness.IsWell;
    }
}

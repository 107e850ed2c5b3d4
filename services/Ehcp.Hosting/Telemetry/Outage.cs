using Microsoft.Extensions.Logging;

namespace Ehcp.Hosting.Telemetry;

/// <summary>One log line when something goes away and one when it is back, however often it is asked meanwhile.</summary>
public sealed class Outage(TimeProvider clock, ILogger log, string what)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;

    public void Begin(string consequence, Exception? exception = null)
    {
        lock (_gate)
        {
            if (_since is not null)
            {
                return;
            }

            _since = clock.GetUtcNow();
        }

        log.LogWarning("{What} is away; {Consequence}. {Reason}", what, consequence, exception?.GetBaseException().Message);
    }

    public void End()
    {
        lock (_gate)
        {
            if (_since is not { } since)
            {
                return;
            }

            _since = null;
            log.LogInformation("{What} is back after {Duration}", what, clock.GetUtcNow() - since);
        }
    }
}

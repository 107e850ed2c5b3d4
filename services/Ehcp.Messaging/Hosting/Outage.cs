using Microsoft.Extensions.Logging;

namespace Ehcp.Messaging.Hosting;

/// <summary>One log line when something goes away and one when it is back, however often it is asked meanwhile.</summary>
internal sealed class Outage(TimeProvider clock, ILogger log, string what)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;

    internal void Begin(string consequence, Exception? exception = null)
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

    internal void End()
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

internal static class Jitter
{
    /// <summary>Up to a fifth less or more, so that many who wait for one thing do not come at once.</summary>
    internal static TimeSpan Around(TimeSpan span) => span * (0.8 + (0.4 * Random.Shared.NextDouble()));
}

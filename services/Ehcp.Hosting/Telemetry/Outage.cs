using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Telemetry;

/// <summary>One log line when something begins to fail and one when it works again, however often it is tried meanwhile.</summary>
/// <param name="failing">What the first line says: "The ledger cannot be written".</param>
/// <param name="working">What the second line says: "The ledger can be written again".</param>
public sealed class Outage(TimeProvider clock, ILogger log, string failing, string working, LogLevel severity = LogLevel.Warning)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;

    /// <summary>It failed. What comes after the first failure is not logged.</summary>
    public void Begin(Exception? failure = null)
    {
        lock (_gate)
        {
            if (_since is not null)
            {
                return;
            }

            _since = clock.GetUtcNow();
        }

        log.Log(severity, "{Failing}. {Reason}", failing, failure is null ? null : Reason(failure.GetBaseException()));
    }

    /// <summary>It worked.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_since is not { } since)
            {
                return;
            }

            _since = null;
            log.Log(severity < LogLevel.Information ? severity : LogLevel.Information, "{Working} after {Duration}", working, clock.GetUtcNow() - since);
        }
    }

    // A message of PostgreSQL may quote a row, so its code must do.
    private static string Reason(Exception failure) => failure is PostgresException refused ? $"PostgreSQL answers {refused.SqlState}" : failure.Message;
}

using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ehcp.Hosting.Telemetry;

/// <summary>
/// One log line when something begins to fail and one when it works again, however often it is tried meanwhile, and also where some attempts work in between:
/// it works again when it has not failed for <see cref="Settled"/> after it worked.
/// </summary>
/// <param name="failing">What the first line says: "The ledger cannot be written".</param>
/// <param name="working">What the second line says: "The ledger can be written again".</param>
public sealed class Outage(TimeProvider clock, ILogger log, string failing, string working, LogLevel severity = LogLevel.Warning)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;
    private DateTimeOffset? _worksSince;
    private Exception? _failure;
    private ITimer? _settling;

    /// <summary>How long it must have worked before the log says so.</summary>
    public static TimeSpan Settled { get; } = TimeSpan.FromSeconds(5);

    /// <summary>It failed. What comes after the first failure is not logged.</summary>
    public void Begin(Exception? failure = null)
    {
        lock (_gate)
        {
            _worksSince = null;
            if (_since is not null)
            {
                return;
            }

            (_since, _failure) = (clock.GetUtcNow(), failure);
        }

        log.Log(severity, OutageLog.Begins, failure, "{Failing}. {Reason}", failing, failure is null ? null : Reason(failure));
    }

    /// <summary>It worked.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_since is not null && _worksSince is null)
            {
                _worksSince = clock.GetUtcNow();
                _settling ??= clock.CreateTimer(static outage => ((Outage)outage!).Settle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _settling.Change(Settled, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Settle()
    {
        TimeSpan lasted;
        Exception? failure;
        lock (_gate)
        {
            // Half of it: a timer and a clock do not agree to the millisecond. What is shorter is a firing of before the last failure.
            if (_since is not { } since || _worksSince is not { } works || clock.GetUtcNow() - works < Settled / 2)
            {
                return;
            }

            (lasted, failure) = (works - since, _failure);
            (_since, _worksSince, _failure) = (null, null, null);
        }

        var level = severity < LogLevel.Information ? severity : LogLevel.Information;
        log.Log(level, OutageLog.Ends, failure, "{Working} after {Duration}", working, lasted);
    }

    // A message of PostgreSQL may quote a row, so its code must do.
    internal static string Reason(Exception failure) =>
        failure.GetBaseException() is var cause && cause is PostgresException refused ? $"PostgreSQL answers {refused.SqlState}" : cause.Message;
}

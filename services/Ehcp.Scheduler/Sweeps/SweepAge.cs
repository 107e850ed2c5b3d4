using System.Diagnostics.Metrics;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Telemetry;
using Npgsql;

namespace Ehcp.Scheduler.Sweeps;

/// <summary>How long ago the last sweep completed. Another scheduler's counts too: it is the database that knows.</summary>
internal sealed class SweepAge
{
    /// <summary>Five sweeps in a row that did not complete.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromMinutes(5);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private DateTimeOffset _completedAt;

    public SweepAge(NpgsqlDataSource database, TimeProvider clock, IMeterFactory meters)
    {
        (_database, _clock, StartedAt) = (database, clock, clock.GetUtcNow());
        _completedAt = StartedAt;
        meters.Create(SchedulerTelemetry.Name).CreateObservableGauge(
            "ehcp.scheduler.sweep.age", () => Math.Max(0, (_clock.GetUtcNow() - _completedAt).TotalSeconds), "s",
            "Time since the last sweep completed, as this process knows.");
    }

    /// <summary>When this process started.</summary>
    internal DateTimeOffset StartedAt { get; }

    internal void CompletedAt(DateTimeOffset instant) => _completedAt = instant > _completedAt ? instant : _completedAt;

    /// <returns>The age; counted from the start of this process where no sweep has completed since.</returns>
    internal async Task<TimeSpan> AskAsync(CancellationToken cancellationToken)
    {
        await using var select = _database.Sql("select completed_at from sweep where name = 'alerts'");
        if (await select.ValueAsync<DateTimeOffset?>(cancellationToken) is { } completedAt)
        {
            CompletedAt(completedAt);
        }

        return _clock.GetUtcNow() - _completedAt;
    }
}

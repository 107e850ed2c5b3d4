using Npgsql;

namespace Ehcp.Messaging.Outbox;

/// <summary>Counts what waits, every few seconds at most, for the gauges.</summary>
internal sealed class OutboxBacklog(NpgsqlDataSource database, OutboxMetrics metrics, TimeProvider clock)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    private long? _refreshedAt;

    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_refreshedAt is { } last && clock.GetElapsedTime(last) < Often)
        {
            return;
        }

        await using var count = database.CreateCommand(OutboxTable.Backlog);
        await using var row = await count.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        _refreshedAt = clock.GetTimestamp();
        metrics.Set(new OutboxMetrics.Backlog(
            row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2)));
    }
}

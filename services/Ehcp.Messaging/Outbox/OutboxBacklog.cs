using Ehcp.Hosting.Sql;
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

        await using var count = database.Sql(OutboxTable.Backlog);
        var backlog = await count.FirstOrNullAsync(
            row => new OutboxMetrics.Backlog(row.Long("waiting"), row.Long("parked"), row.InstantOrNull("oldest")), cancellationToken);
        _refreshedAt = clock.GetTimestamp();
        metrics.Set(backlog!);
    }
}

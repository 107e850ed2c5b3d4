using Ehcp.Contracts;
using Npgsql;

namespace Ehcp.Reporting.Projections;

/// <summary>Writes a set of snapshots in one transaction.</summary>
public sealed class CaseProjection(NpgsqlDataSource database, ProjectionMeter meter)
{
    /// <summary>Takes in those that are newer than what is stored, and answers how many those were.</summary>
    public async Task<int> ApplyAsync(IEnumerable<CaseSnapshot> snapshots, CancellationToken cancellationToken)
    {
        var newest = NewestSnapshots.Of(snapshots, out var superseded);
        var applied = newest.Count == 0 ? 0 : await WriteAsync(newest, cancellationToken);
        meter.Count(applied, newest.Count - applied + superseded);
        return applied;
    }

    private async Task<int> WriteAsync(List<CaseSnapshot> newest, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var changed = new List<CaseSnapshot>(newest.Count);
        await using (var keep = SnapshotTable.KeepNewest(connection, newest))
        await using (var places = await keep.ExecuteReaderAsync(cancellationToken))
        {
            while (await places.ReadAsync(cancellationToken))
            {
                changed.Add(newest[places.GetInt32(0) - 1]);
            }
        }

        // A statement of its own: only a snapshot of the database taken after the cases are locked shows every row of theirs.
        if (changed.Count > 0)
        {
            await using var replace = KnownHistoryTable.Replace(connection, changed);
            await replace.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed.Count;
    }
}

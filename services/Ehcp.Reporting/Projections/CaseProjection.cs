using Ehcp.Contracts;
using Ehcp.Reporting.Minutes;
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
        var (changed, minutes, stored) = await KeepNewestAsync(connection, newest, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in HistoryChange.Of(stored, changed).Commands())
        {
            batch.BatchCommands.Add(command);
        }

        if (minutes.Append() is { } counted)
        {
            batch.BatchCommands.Add(counted);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return changed.Count;
    }

    // The spans are read by a statement of its own: only a snapshot of the database taken after the cases are locked shows every row of theirs.
    private static async Task<(List<CaseSnapshot> Changed, CountedMinutes Minutes, StoredHistory Stored)> KeepNewestAsync(
        NpgsqlConnection connection, List<CaseSnapshot> newest, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { SnapshotTable.KeepNewest(newest), KnownHistoryTable.Select(newest), KnownReviewTable.Select(newest) },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var changed = new List<CaseSnapshot>(newest.Count);
        var minutes = new CountedMinutes();
        while (await reader.ReadAsync(cancellationToken))
        {
            var snapshot = newest[reader.GetInt32(0) - 1];
            minutes.Replace(reader.GetFieldValue<int[]>(1), snapshot);
            changed.Add(snapshot);
        }

        await reader.NextResultAsync(cancellationToken);
        var cases = changed.Select(snapshot => (snapshot.Authority, snapshot.CaseReference)).ToHashSet();
        var requests = await KnownHistoryTable.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var reviews = await KnownReviewTable.ReadAsync(reader, cancellationToken);
        return (changed, minutes, new(
            requests.FindAll(span => cases.Contains((span.Authority, span.CaseReference))), reviews.FindAll(span => cases.Contains((span.Authority, span.CaseReference)))));
    }
}

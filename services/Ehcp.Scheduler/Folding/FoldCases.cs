using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Ehcp.Scheduler.Plans;
using Npgsql;

namespace Ehcp.Scheduler.Folding;

/// <summary>Folds a set of cases within the caller's transaction: locks them, reads all their facts, writes and announces what changed.</summary>
internal sealed class FoldCases(Outbox outbox, AlertPlans alerts, LawInForce inForce)
{
    /// <summary>Snapshots and timelines of this many cases are held at once; more only fill the memory.</summary>
    private const int SetSize = 500;

    /// <returns>How many of the cases changed.</returns>
    internal async Task<int> RunAsync(NpgsqlConnection connection, IEnumerable<CaseKey> cases, CancellationToken cancellationToken)
    {
        var changed = 0;
        using var messages = new SnapshotMessages();
        foreach (var set in cases.Distinct().Order().Chunk(SetSize))
        {
            changed += await FoldAsync(connection, set, messages, cancellationToken);
            messages.Clear();
        }

        return changed;
    }

    private async Task<int> FoldAsync(NpgsqlConnection connection, CaseKey[] inOrder, SnapshotMessages messages, CancellationToken cancellationToken)
    {
        var (announced, facts) = await LockAndReadAsync(connection, inOrder, cancellationToken);
        var law = inForce.Current;
        var changed = new List<ChangedCase>(inOrder.Length);
        foreach (var key in inOrder)
        {
            var fold = CaseFold.Of(law, key.Authority, key.CaseReference, facts[key]);
            if (messages.Add(fold.Snapshot, announced[key]) is { } hash)
            {
                changed.Add(new(fold.Case, fold.Snapshot.Version, hash));
            }
        }

        if (changed.Count > 0)
        {
            await WriteAsync(connection, law, changed, messages, cancellationToken);
        }

        return changed.Count;
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, Law law, List<ChangedCase> changed, SnapshotMessages messages, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { CaseTable.Update(law.Timetable, changed) } };
        foreach (var body in messages.Finished())
        {
            batch.BatchCommands.Add(outbox.InsertJson<CaseTimelinesChanged>(body));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await alerts.WriteAsync(connection, law, changed.ConvertAll(each => each.Case), cancellationToken);
    }

    // The facts are read by the statement after the one that got the locks, and so hold those of whoever held them before.
    private static async Task<(Dictionary<CaseKey, byte[]?> Announced, Dictionary<CaseKey, List<RecordedFact>> Facts)> LockAndReadAsync(
        NpgsqlConnection connection, CaseKey[] inOrder, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in CaseTable.Lock(inOrder).Append(FactTable.Select(inOrder)))
        {
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var announced = await CaseTable.ReadHashesAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return (announced, await FactTable.ReadAsync(reader, cancellationToken));
    }
}

using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Messaging.Outbox;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Changes;
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
        var held = await HeldCases.LockAsync(connection, inOrder, cancellationToken);
        var law = inForce.Current;
        var changed = new List<ChangedCase>(inOrder.Length);
        var moves = new List<(CaseKey From, CaseKey To)>();
        foreach (var fold in Folds(law, held, moves))
        {
            if (messages.Add(fold.Snapshot, held.Announced[new(fold.Case.Authority, fold.Case.CaseReference)]) is { } hash)
            {
                changed.Add(new(fold.Case, fold.Snapshot.Version.Rules, fold.Snapshot.Facts.Count, fold.Snapshot.PassedTo is not null, hash));
            }
        }

        if (changed.Count > 0)
        {
            await WriteAsync(connection, law, changed, moves, messages, cancellationToken);
        }

        return changed.Count;
    }

    private static IEnumerable<CaseFold> Folds(Law law, HeldCases held, List<(CaseKey From, CaseKey To)> moves)
    {
        if (!held.AnyLinked)
        {
            return held.Facts.Select(pair => CaseFold.Of(law, pair.Key.Authority, pair.Key.CaseReference, pair.Value));
        }

        var linked = LinkedCases.In(held.Facts).ToList();
        moves.AddRange(from one in linked from key in one.Keys where one.HomeOf(key) != key select (key, one.HomeOf(key)));
        return linked.SelectMany(one => one.PassOn
            ? one.Fold(law)
            : one.Keys.Select(key => CaseFold.Of(law, key.Authority, key.CaseReference, held.Facts[key])));
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, Law law, List<ChangedCase> changed, List<(CaseKey From, CaseKey To)> moves, SnapshotMessages messages,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                CaseTable.Update(law.Timetable, changed),
                ChangeTable.Insert(changed.ConvertAll(each => new Change(ChangeTable.Timeline, each.Case.Authority, each.Case.CaseReference))),
            },
        };
        foreach (var body in messages.Finished())
        {
            batch.BatchCommands.Add(outbox.InsertJson<CaseTimelinesChanged>(body));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (moves.Count > 0)
        {
            await MovedAlerts.MoveAsync(connection, moves, cancellationToken);
        }

        await alerts.WriteAsync(connection, law, changed.ConvertAll(each => each.Case), cancellationToken);
    }
}

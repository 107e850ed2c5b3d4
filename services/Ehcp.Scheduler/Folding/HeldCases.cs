using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Npgsql;

namespace Ehcp.Scheduler.Folding;

/// <summary>Cases that are locked by the transaction that is open, with all their facts, and with every case that passed to or from one of them.</summary>
internal sealed class HeldCases
{
    /// <summary>Of each case the hash of what was announced of it last; null when nothing was.</summary>
    internal Dictionary<CaseKey, byte[]?> Announced { get; } = [];

    /// <summary>Of each case its facts, in the order of the keys.</summary>
    internal SortedDictionary<CaseKey, List<RecordedFact>> Facts { get; } = [];

    /// <summary>Whether any of them passed to or from another.</summary>
    internal bool AnyLinked { get; private set; }

    /// <summary>
    /// Locks the cases, in order, and then those that hang together with them. Who finds out only under the lock that there are more locks them late: at worst
    /// the database ends one of two such transactions, and it is done again.
    /// </summary>
    internal static async Task<HeldCases> LockAsync(NpgsqlConnection connection, CaseKey[] inOrder, CancellationToken cancellationToken)
    {
        var held = new HeldCases();
        for (var next = inOrder; next.Length > 0;)
        {
            var others = await held.LockSetAsync(connection, next, cancellationToken);
            next = [.. others.Where(key => !held.Facts.ContainsKey(key)).Distinct().Order()];
        }

        var passed = held.Facts.Values.SelectMany(facts => facts)
            .Where(fact => fact.Fact is CasePassedOn).Select(fact => (Whereabouts.KeyOf(fact), Whereabouts.TargetOf(fact)!.Value)).Distinct().ToList();
        held.AnyLinked = passed.Count > 0;
        if (held.AnyLinked)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PassedCaseTable.Insert(passed) } };
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        return held;
    }

    // What hangs together and the facts are read by the statements after the one that got the locks, and so hold those of whoever held them before.
    private async Task<List<CaseKey>> LockSetAsync(NpgsqlConnection connection, CaseKey[] inOrder, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in CaseTable.Lock(inOrder).Append(PassedCaseTable.SelectLinked(inOrder)).Append(FactTable.Select(inOrder)))
        {
            batch.BatchCommands.Add(command);
        }

        await using var rows = await batch.RowsAsync(cancellationToken);
        foreach (var (key, hash) in await CaseTable.ReadHashesAsync(rows, cancellationToken))
        {
            Announced[key] = hash;
        }

        await rows.NextAnswerAsync(cancellationToken);
        var others = await PassedCaseTable.ReadAsync(rows, cancellationToken);
        await rows.NextAnswerAsync(cancellationToken);
        var facts = await FactTable.ReadAsync(rows, cancellationToken);
        foreach (var key in inOrder)
        {
            Facts[key] = facts.GetValueOrDefault(key) ?? [];
        }

        others.AddRange(facts.Values.SelectMany(some => some).Select(Whereabouts.TargetOf).OfType<CaseKey>());
        return others;
    }
}

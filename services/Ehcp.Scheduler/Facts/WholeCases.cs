using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Facts;

/// <summary>The facts of some cases with those of every key that passed a case to them or from them, for whoever only reads.</summary>
internal static class WholeCases
{
    /// <returns>For each key that is known, what it hangs together with.</returns>
    internal static async Task<Dictionary<CaseKey, LinkedCases>> ReadAsync(
        NpgsqlConnection connection, CaseKey[] keys, CancellationToken cancellationToken)
    {
        CaseKey[] all = [.. keys, .. await LinkedAsync(connection, keys, cancellationToken)];
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { FactTable.Select(all) } };
        await using var rows = await batch.RowsAsync(cancellationToken);
        var facts = await FactTable.ReadAsync(rows, cancellationToken);
        foreach (var key in all)
        {
            facts.TryAdd(key, []);
        }

        return LinkedCases.In(facts).SelectMany(linked => linked.Keys.Select(key => (key, linked))).ToDictionary(pair => pair.key, pair => pair.linked);
    }

    private static async Task<List<CaseKey>> LinkedAsync(NpgsqlConnection connection, CaseKey[] keys, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PassedCaseTable.SelectLinked(keys) } };
        await using var rows = await batch.RowsAsync(cancellationToken);
        return await PassedCaseTable.ReadAsync(rows, cancellationToken);
    }
}

using Ehcp.Contracts;
using Ehcp.Deadlines;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Facts;
using Npgsql;

namespace Ehcp.Scheduler.Mails;

/// <summary>Of whom advice was asked. A clock does not say; the event that started it does, and is read for the few lines that are about advice.</summary>
internal static class AdviceAsked
{
    private const int SetSize = 500;

    /// <returns>By clock, in whose hands the advice is; what is not about advice has no entry.</returns>
    internal static async Task<IReadOnlyDictionary<ClockKey, string>> ReadAsync(
        NpgsqlConnection connection, IEnumerable<(ClockKey Key, string Rule)> lines, CancellationToken cancellationToken)
    {
        var advice = lines.Where(line => StatutoryTimetable.Shipped.Find(line.Rule)?.Bearer == Bearer.AdviceGiver).Select(line => line.Key).Distinct()
            .ToLookup(key => new CaseKey(key.Authority, key.CaseReference));
        var hands = new Dictionary<ClockKey, string>();
        foreach (var set in advice.Select(each => each.Key).Order().Chunk(SetSize))
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { FactTable.Select(set) } };
            await using var rows = await batch.RowsAsync(cancellationToken);
            foreach (var (key, facts) in await FactTable.ReadAsync(rows, cancellationToken))
            {
                // The newest event of an id is the one that stands.
                foreach (var asked in facts.OrderBy(fact => fact.Time).Select(fact => fact.Fact).OfType<AdviceRequested>())
                {
                    var type = FactCatalogue.Of(asked);
                    var clock = $"{type.ProcessId(asked)}/{type.ItemId(asked)}";
                    foreach (var line in advice[key].Where(line => line.Clock == clock))
                    {
                        hands[line] = Hands.Of(asked.AdviceType);
                    }
                }
            }
        }

        return hands;
    }
}

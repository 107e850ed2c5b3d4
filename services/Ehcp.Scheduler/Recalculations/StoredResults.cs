using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>A deadline as a case's row has it.</summary>
internal sealed record StoredDeadline(string? Rules, string Rule, DateOnly? LastDay);

/// <summary>What the rows of some cases say of their deadlines.</summary>
internal sealed class StoredResults
{
    private const string Select = """
        select held.authority, held.case_reference, deadline.milestone, deadline.clock, held.rules, deadline.rule, deadline.last_day
        from unnest($1, $2) as wanted (authority, case_reference)
        join case_timeline as held on held.authority = wanted.authority and held.case_reference = wanted.case_reference
        cross join unnest(held.milestones, held.clocks, held.rule_ids, held.turns_after) as deadline (milestone, clock, rule, last_day)
        where deadline.clock is not null
        """;

    private readonly Dictionary<ClockKey, StoredDeadline> _deadlines = [];

    /// <summary>Reads them under the locks of the cases, which it takes.</summary>
    internal static async Task<StoredResults> ReadAsync(NpgsqlConnection connection, CaseKey[] inOrder, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in CaseTable.Lock(inOrder))
        {
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await using var select = new NpgsqlCommand(Select, connection)
        {
            Parameters = { Columns.Of(inOrder, key => key.Authority), Columns.Of(inOrder, key => key.CaseReference) },
        };
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var results = new StoredResults();
        while (await row.ReadAsync(cancellationToken))
        {
            results._deadlines[new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))] =
                new(row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6));
        }

        return results;
    }

    /// <summary>What came out otherwise: another last day, another rule, a clock that is new, or one that is gone.</summary>
    internal IEnumerable<MoveRow> MovesTo(StoredResults after) =>
        from key in _deadlines.Keys.Union(after._deadlines.Keys)
        let old = _deadlines.GetValueOrDefault(key)
        let now = after._deadlines.GetValueOrDefault(key)
        where old?.LastDay != now?.LastDay || old?.Rule != now?.Rule
        select new MoveRow
        {
            Authority = key.Authority,
            CaseReference = key.CaseReference,
            Milestone = key.Milestone,
            Clock = key.Clock,
            OldRules = old?.Rules,
            OldRule = old?.Rule,
            OldLastDay = old?.LastDay,
            NewRule = now?.Rule,
            NewLastDay = now?.LastDay,
        };
}

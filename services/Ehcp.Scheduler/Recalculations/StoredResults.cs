using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
using Npgsql;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>A deadline as a case's row has it.</summary>
internal sealed record StoredDeadline(string? Rules, string Rule, DateOnly? LastDay);

/// <summary>What the rows of some cases say of their deadlines.</summary>
internal sealed class StoredResults
{
    private const string Select = """
        select held.authority, held.case_reference, deadline.milestone, deadline.clock, held.rules, deadline.rule, deadline.last_day
        from unnest(@authority, @case_reference) as wanted (authority, case_reference)
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
        await using var select = connection.Sql(Select).With(RowSet.Of(inOrder).WithCase(key => key));
        await using var row = await select.RowsAsync(cancellationToken);
        var results = new StoredResults();
        while (await row.NextAsync(cancellationToken))
        {
            results._deadlines[row.ClockKey()] = new(row.TextOrNull("rules"), row.Text("rule"), row.DayOrNull("last_day"));
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

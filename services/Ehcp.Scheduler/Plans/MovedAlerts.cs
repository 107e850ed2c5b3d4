using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Plans;

/// <summary>What was told of a case goes with it when it passes to another authority: its next person is not told again what the last one was told.</summary>
internal static class MovedAlerts
{
    // What stands there already stays; what is left behind is cleared like the plan of any clock that is no more.
    private static readonly string[] Statements =
    [
        Move("alert_plan", "milestone, clock") + """

            returning move.authority, move.case_reference, row.authority, row.case_reference, row.milestone, row.clock,
                case when row.breach_at is null then row.last_day end
            """,
        Move("alert", "milestone, clock, rung, last_day, arming, role"),
        Move("digest_line", "mail_id, milestone, clock"),
        Move("recalculation_move", "recalculation_id, milestone, clock"),
    ];

    /// <summary>Moves what is kept of each clock from one key to another. The caller holds the locks of the cases.</summary>
    /// <returns>The breaches that were announced under the old key and stand under the new one.</returns>
    internal static async Task<IReadOnlyList<MovedBreach>> MoveAsync(
        NpgsqlConnection connection, IReadOnlyList<(CaseKey From, CaseKey To)> moves, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in Statements)
        {
            batch.BatchCommands.Add(new(statement)
            {
                Parameters =
                {
                    Columns.Of(moves, move => move.From.Authority), Columns.Of(moves, move => move.From.CaseReference),
                    Columns.Of(moves, move => move.To.Authority), Columns.Of(moves, move => move.To.CaseReference),
                },
            });
        }

        await using var row = await batch.ExecuteReaderAsync(cancellationToken);
        var breaches = new List<MovedBreach>();
        while (await row.ReadAsync(cancellationToken))
        {
            if (!row.IsDBNull(6))
            {
                breaches.Add(new(
                    new(row.GetString(0), row.GetString(1)), new(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
                    row.GetFieldValue<DateOnly>(6)));
            }
        }

        return breaches;
    }

    private static string Move(string table, string restOfKey)
    {
        var rest = restOfKey.Split(", ");
        return $"""
            update {table} as row set authority = move.to_authority, case_reference = move.to_reference
            from unnest($1, $2, $3, $4) as move (authority, case_reference, to_authority, to_reference)
            where row.authority = move.authority and row.case_reference = move.case_reference
            and not exists (select from {table} as there where there.authority = move.to_authority and there.case_reference = move.to_reference
                and ({string.Join(", ", rest.Select(column => "there." + column))}) = ({string.Join(", ", rest.Select(column => "row." + column))}))
            """;
    }
}

/// <summary>A breach that other systems know under the key that its case had.</summary>
/// <param name="From">Where the case was.</param>
/// <param name="Now">The clock under its new key.</param>
/// <param name="LastDay">Its last day.</param>
internal sealed record MovedBreach(CaseKey From, ClockKey Now, DateOnly LastDay);

using Ehcp.Scheduler.Cases;
using Ehcp.Scheduler.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Recalculations;

/// <summary>A run that is not finished.</summary>
internal sealed record Run(long Id, bool DryRun, CaseKey Last);

/// <summary>The statements of a run.</summary>
internal static class RecalculationTable
{
    // Open: a deadline of it still waits for its outcome, or has passed without one.
    private const string IsOpen = "(states || later_states) && '{open,overdue}'";

    private const string Insert = $"""
        insert into recalculation (dry_run, rules, requested_by, requested_at, cases)
        select $1, $2, $3, $4, count(*) from case_timeline where {IsOpen}
        on conflict (running) do nothing
        returning id
        """;

    private const string Unfinished = "select id, dry_run, last_authority, last_case_reference from recalculation where running order by id limit 1";

    private const string NextOpen = $"""
        select authority, case_reference from case_timeline
        where (authority, case_reference) > ($1, $2) and {IsOpen}
        order by authority, case_reference limit $3
        """;

    private const string InsertMoves = """
        insert into recalculation_move (
            recalculation_id, authority, case_reference, milestone, clock, old_rules, old_rule, old_last_day, new_rule, new_last_day)
        select $1, * from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string Advance = """
        update recalculation set
            done = done + $2, changed = changed + $3, failed = failed + $4, moves = moves + $5, last_authority = $6, last_case_reference = $7
        where id = $1
        """;

    private const string End = "update recalculation set running = null, finished_at = $2 where id = $1";

    /// <returns>Id of the new run; null while another is not finished.</returns>
    internal static async Task<long?> AddAsync(
        NpgsqlDataSource database, bool dryRun, string rules, string requestedBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var insert = database.CreateCommand(Insert);
        insert.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = dryRun }, new() { Value = rules }, new() { Value = requestedBy }, new() { Value = at },
        });
        return (long?)await insert.ExecuteScalarAsync(cancellationToken);
    }

    internal static async Task<Run?> UnfinishedAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(Unfinished);
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new(row.GetInt64(0), row.GetBoolean(1), new(row.GetString(2), row.GetString(3))) : null;
    }

    internal static async Task<CaseKey[]> NextOpenAsync(NpgsqlDataSource database, CaseKey after, int most, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(NextOpen);
        select.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = after.Authority }, new() { Value = after.CaseReference }, new() { Value = most } });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var cases = new List<CaseKey>(most);
        while (await row.ReadAsync(cancellationToken))
        {
            cases.Add(new(row.GetString(0), row.GetString(1)));
        }

        return [.. cases];
    }

    /// <summary>Stores what a set came to, and where to go on. One transaction with the set's own changes, unless those are taken back.</summary>
    internal static async Task AdvanceAsync(
        NpgsqlConnection connection, long run, CaseKey last, int done, int changed, int failed, IReadOnlyList<MoveRow> moves,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (moves.Count > 0)
        {
            batch.BatchCommands.Add(new(InsertMoves)
            {
                Parameters =
                {
                    new() { Value = run },
                    Columns.Of(moves, move => move.Authority), Columns.Of(moves, move => move.CaseReference),
                    Columns.Of(moves, move => move.Milestone), Columns.Of(moves, move => move.Clock),
                    Columns.Of(moves, move => move.OldRules), Columns.Of(moves, move => move.OldRule), Columns.Of(moves, move => move.OldLastDay),
                    Columns.Of(moves, move => move.NewRule), Columns.Of(moves, move => move.NewLastDay),
                },
            });
        }

        batch.BatchCommands.Add(new(Advance)
        {
            Parameters =
            {
                new() { Value = run }, new() { Value = (long)done }, new() { Value = (long)changed }, new() { Value = (long)failed },
                new() { Value = (long)moves.Count }, new() { Value = last.Authority }, new() { Value = last.CaseReference },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task EndAsync(NpgsqlDataSource database, long run, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var end = database.CreateCommand(End);
        end.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = run }, new() { Value = at } });
        await end.ExecuteNonQueryAsync(cancellationToken);
    }
}

using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Cases;
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
        select @dry_run, @rules, @requested_by, @now, count(*) from case_timeline where {IsOpen}
        on conflict (running) do nothing
        returning id
        """;

    private const string Unfinished = "select id, dry_run, last_authority, last_case_reference from recalculation where running order by id limit 1";

    private const string NextOpen = $"""
        select authority, case_reference from case_timeline
        where (authority, case_reference) > (@authority, @case_reference) and {IsOpen}
        order by authority, case_reference limit @most
        """;

    private const string InsertMoves = """
        insert into recalculation_move (
            recalculation_id, authority, case_reference, milestone, clock, old_rules, old_rule, old_last_day, new_rule, new_last_day)
        select @run, * from unnest(
            @authority, @case_reference, @milestone, @clock, @old_rules, @old_rule, @old_last_day, @new_rule, @new_last_day)
        """;

    private const string Advance = """
        update recalculation set
            done = done + @done, changed = changed + @changed, failed = failed + @failed, moves = moves + @moves,
            last_authority = @last_authority, last_case_reference = @last_case_reference
        where id = @run
        """;

    private const string End = "update recalculation set running = null, finished_at = @now where id = @run";

    /// <returns>Id of the new run; null while another is not finished.</returns>
    internal static async Task<long?> AddAsync(
        NpgsqlDataSource database, bool dryRun, string rules, string requestedBy, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var insert = database.Sql(Insert)
            .With("dry_run", dryRun).With("rules", rules).With("requested_by", requestedBy).With("now", at);
        return await insert.ValueAsync<long?>(cancellationToken);
    }

    internal static async Task<Run?> UnfinishedAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(Unfinished);
        return await select.FirstOrNullAsync(
            row => new Run(row.Long("id"), row.Flag("dry_run"), new(row.Text("last_authority"), row.Text("last_case_reference"))), cancellationToken);
    }

    internal static async Task<CaseKey[]> NextOpenAsync(NpgsqlDataSource database, CaseKey after, int most, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(NextOpen)
            .With("authority", after.Authority).With("case_reference", after.CaseReference).With("most", most);
        return [.. await select.ListAsync(row => row.CaseKey(), cancellationToken)];
    }

    /// <summary>Stores what a set came to, and where to go on. One transaction with the set's own changes, unless those are taken back.</summary>
    internal static async Task AdvanceAsync(
        NpgsqlConnection connection, long run, CaseKey last, int done, int changed, int failed, IReadOnlyList<MoveRow> moves,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (moves.Count > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertMoves).With("run", run).With(RowSet.Of(moves)
                .With("authority", move => move.Authority)
                .With("case_reference", move => move.CaseReference)
                .With("milestone", move => move.Milestone)
                .With("clock", move => move.Clock)
                .With("old_rules", move => move.OldRules)
                .With("old_rule", move => move.OldRule)
                .With("old_last_day", move => move.OldLastDay)
                .With("new_rule", move => move.NewRule)
                .With("new_last_day", move => move.NewLastDay)));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(Advance).With("run", run)
            .With("done", (long)done).With("changed", (long)changed).With("failed", (long)failed).With("moves", (long)moves.Count)
            .With("last_authority", last.Authority).With("last_case_reference", last.CaseReference));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task EndAsync(NpgsqlDataSource database, long run, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var end = database.Sql(End).With("run", run).With("now", at);
        await end.ExecuteNonQueryAsync(cancellationToken);
    }
}

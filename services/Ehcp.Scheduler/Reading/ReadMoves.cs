using Ehcp.Hosting.Gate;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Recalculations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary><c>GET /v1/recalculations/{id}/moves</c>: every deadline that came out otherwise, of the authorities of the key.</summary>
internal static class ReadMoves
{
    private const int MostAtOnce = 1000;

    /// <param name="Moves">By authority, case, milestone and clock.</param>
    /// <param name="Next">Value of <c>after</c> for the page that follows; null on the last.</param>
    internal sealed record Answer(IReadOnlyList<Move> Moves, long? Next);

    /// <param name="OldRules">Release of the old result; null where the case had no such clock.</param>
    /// <param name="OldRule">Rule that had set the last day; null where the case had no such clock.</param>
    /// <param name="NewRule">Rule that sets it now; null where the case has no such clock any more.</param>
    internal sealed record Move(
        string Authority, string CaseReference, string Milestone, string Clock,
        string? OldRules, string? OldRule, DateOnly? OldLastDay, string? NewRule, DateOnly? NewLastDay);

    private const string Columns = "authority, case_reference, milestone, clock, old_rules, old_rule, old_last_day, new_rule, new_last_day";

    private const string Page = $"""
        select {Columns} from recalculation_move
        where recalculation_id = $1 and authority = any($2)
        order by authority, case_reference, milestone, clock offset $3 limit $4
        """;

    private const string OfCase = $"""
        select {Columns}, recalculation.requested_at, recalculation.rules
        from recalculation_move join recalculation on recalculation.id = recalculation_id
        where authority = $1 and case_reference = $2 and not dry_run and recalculation.requested_at <= $3
        order by recalculation_id desc, milestone, clock limit 500
        """;

    internal static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        long id, long? after, int? limit, Passage gate, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostAtOnce)
        {
            return Problems.Invalid(nameof(limit), $"1 to {MostAtOnce} is expected.");
        }

        if (after < 0)
        {
            return Problems.Invalid(nameof(after), "The value of next on the page before is expected.");
        }

        if (await ReadRecalculations.FindAsync(database, id, cancellationToken) is null)
        {
            return Problems.UnknownRecalculation();
        }

        var (from, most) = (after ?? 0, limit ?? 100);
        await using var select = database.CreateCommand(Page);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = id }, new() { Value = gate.Sight.WholeAuthorities }, new() { Value = from }, new() { Value = most + 1 },
        });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var moves = new List<Move>();
        while (await row.ReadAsync(cancellationToken))
        {
            moves.Add(Read(row));
        }

        var answer = moves.Count > most ? new Answer(moves[..most], from + most) : new Answer(moves, null);
        return gate.Show(TypedResults.Ok(answer), answer.Moves.Select(move => Seen.Case(move.Authority, move.CaseReference)));
    }

    /// <summary>What moved in one case, newest first: how the old results stay readable.</summary>
    internal static async Task<List<PastMove>> OfCaseAsync(
        NpgsqlDataSource database, string authority, string caseReference, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(OfCase);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = authority },
            new() { Value = caseReference },
            new() { Value = until.ToUniversalTime() },
        });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var moves = new List<PastMove>();
        while (await row.ReadAsync(cancellationToken))
        {
            var move = Read(row);
            moves.Add(new(
                row.GetFieldValue<DateTimeOffset>(9), move.Milestone, move.Clock,
                move.OldRules, move.OldRule, move.OldLastDay, row.GetString(10), move.NewRule, move.NewLastDay));
        }

        return moves;
    }

    private static Move Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Day(row, 6), Text(row, 7), Day(row, 8));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}

/// <summary>A deadline that a recalculation moved.</summary>
/// <param name="MovedAt">When the recalculation was asked for.</param>
internal sealed record PastMove(
    DateTimeOffset MovedAt, string Milestone, string Clock,
    string? OldRules, string? OldRule, DateOnly? OldLastDay, string NewRules, string? NewRule, DateOnly? NewLastDay);

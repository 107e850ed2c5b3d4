using System.Globalization;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Scheduler.Api;
using Ehcp.Scheduler.Recalculations;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Reading;

/// <summary><c>GET /v1/recalculations/{id}/moves</c>: every deadline that came out otherwise, of the authorities of the key.</summary>
internal static class ReadMoves
{
    internal const int MostAtOnce = 1000;
    internal const int Usual = 100;
    internal const int MostOfCase = 500;

    private const string Columns = "authority, case_reference, milestone, clock, old_rules, old_rule, old_last_day, new_rule, new_last_day";

    private const string Page = $"""
        select {Columns} from recalculation_move
        where recalculation_id = $1 and authority = any($2) and (authority, case_reference, milestone, clock) > ($5, $6, $7, $8)
        order by authority, case_reference, milestone, clock offset $3 limit $4
        """;

    private const string OfCase = $"""
        select {Columns}, recalculation.requested_at, recalculation.rules
        from recalculation_move join recalculation on recalculation.id = recalculation_id
        where authority = $1 and case_reference = $2 and not dry_run and recalculation.requested_at <= $3
        order by recalculation_id desc, milestone, clock limit $4
        """;

    internal static async Task<Results<Ok<MovePage>, ProblemHttpResult>> HandleAsync(
        long id, string? after, int? limit, Passage gate, NpgsqlDataSource database, LawInForce law, CancellationToken cancellationToken)
    {
        // Earlier releases gave a number of rows to pass over.
        var passOver = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : 0;
        if ((after is null || passOver > 0 ? Start : PageKey.Read(after, Start.Length)) is not { } key)
        {
            return Problems.Invalid(nameof(after), "page", "Must be the value of next on the page before.");
        }

        if (await ReadRecalculations.FindAsync(database, id, cancellationToken) is null)
        {
            return Problems.UnknownRecalculation();
        }

        var (most, calendar) = (limit ?? Usual, law.Current.Calendar);
        await using var select = database.CreateCommand(Page);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = id }, new() { Value = gate.Sight.WholeAuthorities }, new() { Value = passOver }, new() { Value = most + 1 },
        });
        select.Parameters.AddRange(key.Select(part => new NpgsqlParameter { Value = part }).ToArray());
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var moves = new List<RecalculationMove>();
        while (await row.ReadAsync(cancellationToken))
        {
            moves.Add(Read(row, calendar));
        }

        var answer = moves.Count > most ? new MovePage(moves[..most], KeyOf(moves[most - 1])) : new MovePage(moves, null);
        return gate.Show(TypedResults.Ok(answer), answer.Moves.Select(move => Seen.Case(move.Authority, move.CaseReference)));
    }

    // Before every row.
    private static readonly string[] Start = ["", "", "", ""];

    private static string KeyOf(RecalculationMove move) => PageKey.Write(move.Authority, move.CaseReference, move.Milestone, move.Clock);

    /// <summary>What moved in one case, newest first: how the old results stay readable.</summary>
    internal static async Task<List<PastMove>> OfCaseAsync(
        NpgsqlDataSource database, WorkingDays calendar, string authority, string caseReference, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(OfCase);
        select.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = authority },
            new() { Value = caseReference },
            new() { Value = until.ToUniversalTime() },
            new() { Value = MostOfCase },
        });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var moves = new List<PastMove>();
        while (await row.ReadAsync(cancellationToken))
        {
            var move = Read(row, calendar);
            moves.Add(new(
                row.GetFieldValue<DateTimeOffset>(9), move.Milestone, move.Clock,
                move.OldRules, move.OldRule, move.OldLastDay, move.OldLastWorkingDay, row.GetString(10), move.NewRule, move.NewLastDay,
                move.NewLastWorkingDay));
        }

        return moves;
    }

    private static RecalculationMove Read(NpgsqlDataReader row, WorkingDays calendar) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Day(row, 6), calendar.OperationalDate(Day(row, 6)),
        Text(row, 7), Day(row, 8), calendar.OperationalDate(Day(row, 8)));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}

/// <summary>A page of moves.</summary>
/// <param name="Moves">By authority, case, milestone and clock.</param>
/// <param name="Next">Value of <c>after</c> for the page that follows; null on the last.</param>
internal sealed record MovePage(IReadOnlyList<RecalculationMove> Moves, string? Next);

/// <summary>A deadline that came out otherwise.</summary>
/// <param name="Authority">ONS code.</param>
/// <param name="CaseReference">The case.</param>
/// <param name="Milestone">What must be done.</param>
/// <param name="Clock">The process it belongs to.</param>
/// <param name="OldRules">Release of the old result; null where the case had no such clock.</param>
/// <param name="OldRule">Rule that had set the last day; null where the case had no such clock.</param>
/// <param name="OldLastDay">The last day it had.</param>
/// <param name="OldLastWorkingDay">The last working day on or before that, by the bank holidays known today; null where they are not known so far.</param>
/// <param name="NewRule">Rule that sets it now; null where the case has no such clock any more.</param>
/// <param name="NewLastDay">The last day it has.</param>
/// <param name="NewLastWorkingDay">The last working day on or before that; null likewise.</param>
internal sealed record RecalculationMove(
    string Authority, string CaseReference, string Milestone, string Clock,
    string? OldRules, string? OldRule, DateOnly? OldLastDay, DateOnly? OldLastWorkingDay, string? NewRule, DateOnly? NewLastDay, DateOnly? NewLastWorkingDay);

/// <summary>A deadline that a recalculation moved.</summary>
/// <param name="MovedAt">When the recalculation was asked for.</param>
internal sealed record PastMove(
    DateTimeOffset MovedAt, string Milestone, string Clock,
    string? OldRules, string? OldRule, DateOnly? OldLastDay, DateOnly? OldLastWorkingDay, string NewRules, string? NewRule, DateOnly? NewLastDay,
    DateOnly? NewLastWorkingDay);

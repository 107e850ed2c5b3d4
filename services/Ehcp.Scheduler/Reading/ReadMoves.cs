using System.Globalization;
using Ehcp.Deadlines;
using Ehcp.Hosting.Gate;
using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Sql;
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

    private const string Page = """
        select authority, case_reference, milestone, clock, old_rules, old_rule, old_last_day, new_rule, new_last_day from recalculation_move
        where recalculation_id = @id and authority = any(@authorities)
        and (authority, case_reference, milestone, clock) > (@after_authority, @after_case, @after_milestone, @after_clock)
        order by authority, case_reference, milestone, clock offset @pass_over limit @most
        """;

    private const string OfCase = """
        select authority, case_reference, milestone, clock, old_rules, old_rule, old_last_day, new_rule, new_last_day,
            recalculation.requested_at as moved_at, recalculation.rules as new_rules
        from recalculation_move join recalculation on recalculation.id = recalculation_id
        where authority = @authority and case_reference = @case_reference and not dry_run and recalculation.requested_at <= @until
        order by recalculation_id desc, milestone, clock limit @most
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
        await using var select = database.Sql(Page)
            .With("id", id).With("authorities", gate.Sight.WholeAuthorities)
            .With("after_authority", key[0]).With("after_case", key[1]).With("after_milestone", key[2]).With("after_clock", key[3])
            .With("pass_over", passOver).With("most", most + 1);
        var moves = await select.ListAsync(row => Read(row, calendar), cancellationToken);
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
        await using var select = database.Sql(OfCase)
            .With("authority", authority).With("case_reference", caseReference).With("until", until).With("most", MostOfCase);
        return await select.ListAsync(
            row =>
            {
                var move = Read(row, calendar);
                return new PastMove(
                    row.Instant("moved_at"), move.Milestone, move.Clock,
                    move.OldRules, move.OldRule, move.OldLastDay, move.OldLastWorkingDay, row.Text("new_rules"), move.NewRule, move.NewLastDay,
                    move.NewLastWorkingDay);
            },
            cancellationToken);
    }

    private static RecalculationMove Read(Rows row, WorkingDays calendar) => new(
        row.Text("authority"), row.Text("case_reference"), row.Text("milestone"), row.Text("clock"),
        row.TextOrNull("old_rules"), row.TextOrNull("old_rule"), row.DayOrNull("old_last_day"), calendar.OperationalDate(row.DayOrNull("old_last_day")),
        row.TextOrNull("new_rule"), row.DayOrNull("new_last_day"), calendar.OperationalDate(row.DayOrNull("new_last_day")));
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

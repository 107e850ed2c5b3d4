using Ehcp.Hosting.Parameters;
using Ehcp.Hosting.Sql;
using Ehcp.Scheduler.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Ehcp.Scheduler.Recalculations;

/// <summary><c>GET /v1/recalculations/{id}</c>: how far a run has come.</summary>
internal static class ReadRecalculations
{
    private const string One = """
        select id, dry_run, rules, requested_by, requested_at, finished_at, cases, done, changed, failed, moves from recalculation where id = @id
        """;

    private const string Page = """
        select id, dry_run, rules, requested_by, requested_at, finished_at, cases, done, changed, failed, moves from recalculation
        where id < @after order by id desc limit @most
        """;

    internal const int MostAtOnce = 500;
    internal const int Usual = 100;

    internal static async Task<Results<Ok<Recalculation>, ProblemHttpResult>> HandleAsync(
        long id, NpgsqlDataSource database, CancellationToken cancellationToken) =>
        await FindAsync(database, id, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.UnknownRecalculation();

    /// <summary><c>GET /v1/recalculations</c>: newest first.</summary>
    internal static async Task<Ok<IReadOnlyList<Recalculation>>> ListAsync(
        int? limit, long? after, NpgsqlDataSource database, HttpContext context, CancellationToken cancellationToken)
    {
        var most = limit ?? Usual;
        await using var select = database.Sql(Page).With("after", after ?? long.MaxValue).With("most", most + 1);
        var (page, next) = PageKey.Page(await select.ListAsync(Read, cancellationToken), most, run => run.Id);
        if (next is { } last)
        {
            NextPage.Link(context, $"{last}");
        }

        return TypedResults.Ok(page);
    }

    internal static async Task<Recalculation?> FindAsync(NpgsqlDataSource database, long id, CancellationToken cancellationToken)
    {
        await using var select = database.Sql(One).With("id", id);
        return await select.FirstOrNullAsync(Read, cancellationToken);
    }

    private static Recalculation Read(Rows row)
    {
        var finishedAt = row.InstantOrNull("finished_at");
        return new(
            row.Long("id"), row.Flag("dry_run"), finishedAt is null ? "running" : "finished", row.Text("rules"), row.Text("requested_by"),
            row.Instant("requested_at"), finishedAt, row.Long("cases"), row.Long("done"), row.Long("changed"), row.Long("failed"), row.Long("moves"));
    }
}

/// <summary>A run over all open cases, and how far it has come.</summary>
/// <param name="Id">Number of the run.</param>
/// <param name="DryRun">Whether it is only tried.</param>
/// <param name="State"><c>running</c> or <c>finished</c>.</param>
/// <param name="Rules">Release of the rules it computes by.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="FinishedAt">When it was done; null while it runs.</param>
/// <param name="Cases">Open cases when it was asked for.</param>
/// <param name="Done">How many of them it has done.</param>
/// <param name="Changed">How many came out otherwise in any way.</param>
/// <param name="Failed">How many could not be folded; they are as they were.</param>
/// <param name="Moves">Deadlines with another last day or rule than before, new or gone.</param>
internal sealed record Recalculation(
    long Id, bool DryRun, string State, string Rules, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt,
    long Cases, long Done, long Changed, long Failed, long Moves);

using Ehcp.Hosting.Passes;
using Ehcp.Hosting.Sql;
using Npgsql;

namespace Ehcp.Scheduler.Changes;

/// <summary>
/// Gives each committed change its place in the feed. One at a time does so, and ends its transaction before the next begins: so what is committed later has a
/// higher place, and a reader who goes on from the last place it saw passes over nothing, however late a transaction commits.
/// </summary>
internal sealed class PlaceChanges(NpgsqlDataSource database, TimeProvider clock, ILogger<PlaceChanges> log)
    : Pass("Changes of cases are not put into the feed and wait", "Changes of cases are put into the feed again", Often, clock, log)
{
    internal const string Turn = "changes";

    private const int SetSize = 5_000;

    private static readonly Pace Often = new(TimeSpan.FromSeconds(1));

    // Of a case whose timeline changed several times its last change is enough: whoever hears of it reads the case as it is.
    private const string Place = $"""
        with taken as (
            delete from unplaced_change where id in (select id from unplaced_change order by id limit @most)
            returning id, kind, authority, case_reference, milestone, clock, last_day, at),
        placed as (
            select * from taken where kind <> '{ChangeTable.Timeline}'
            union all
            (select distinct on (authority, case_reference) * from taken where kind = '{ChangeTable.Timeline}'
            order by authority, case_reference, id desc)),
        told as (
            delete from change using placed
            where change.kind = '{ChangeTable.Timeline}' and placed.kind = '{ChangeTable.Timeline}'
            and (change.authority, change.case_reference) = (placed.authority, placed.case_reference))
        select id, kind, authority, case_reference, milestone, clock, last_day, at, (select count(*) from taken) as taken from placed order by id
        """;

    private const string Insert = """
        insert into change (kind, authority, case_reference, milestone, clock, last_day, at)
        select kind, authority, case_reference, milestone, clock, last_day, at
        from unnest(@kind, @authority, @case_reference, @milestone, @clock, @last_day, @at) with ordinality
            as change (kind, authority, case_reference, milestone, clock, last_day, at, place)
        order by place
        """;

    protected override async Task<bool> RunAsync(CancellationToken cancellationToken) => await PlaceSetAsync(cancellationToken) == SetSize;

    /// <returns>How many changes were taken.</returns>
    internal async Task<int> PlaceSetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Hosting.Sql.Turn.TakeAsync(connection, Turn, cancellationToken);
        var taken = 0;
        await using var take = connection.Sql(Place).With("most", SetSize);
        var placed = await take.ListAsync(
            row =>
            {
                taken = (int)row.Long("taken");
                return (
                    Change: new Change(
                        row.Text("kind"), row.Text("authority"), row.Text("case_reference"), row.TextOrNull("milestone"), row.TextOrNull("clock"),
                        row.DayOrNull("last_day")),
                    At: row.Instant("at"));
            },
            cancellationToken);
        if (taken == 0)
        {
            return 0;
        }

        // A statement of its own: the unique index must not see the row that takes another's place before that one is gone.
        await using var insert = connection.Sql(Insert).With(RowSet.Of(placed)
            .With("kind", row => row.Change.Kind)
            .With("authority", row => row.Change.Authority)
            .With("case_reference", row => row.Change.CaseReference)
            .With("milestone", row => row.Change.Milestone)
            .With("clock", row => row.Change.Clock)
            .With("last_day", row => row.Change.LastDay)
            .With("at", row => row.At));
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return taken;
    }
}

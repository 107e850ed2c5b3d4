using Ehcp.Reporting.Measures;
using Npgsql;

namespace Ehcp.Reporting.Sums;

internal static class ChangeTable
{
    private const string AppendSql = $"""
        insert into figure_change_new ({SumTables.Change})
        select * from unnest(@measure, @slot, @change_authority, @day, @known_at, @change_team, @change_area, @need, @change)
        """;

    /// <summary>What every row of <c>known_request</c> and <c>known_review</c> adds and takes away, counted by the database alone.</summary>
    internal static readonly string[] RecountSql = [Recount("known_request", Slots.Sql), Recount("known_review", Slots.ReviewSql)];

    private static string Recount(string table, string slots) => $"""
        insert into figure_change_new ({SumTables.Change})
        select measure, slot, authority, day, known_at, team, area, primary_need, sum(change)
        from {table}
          cross join lateral (values (known_from, 1), (known_to, -1)) as at (known_at, change)
          cross join lateral {slots}
        where known_at is not null and day is not null
        group by measure, slot, authority, day, known_at, team, area, primary_need
        having sum(change) <> 0
        """;

    internal static NpgsqlBatchCommand Append(List<(Counted Counted, DateTimeOffset KnownAt, int Change)> changes) => new(AppendSql)
    {
        Parameters =
        {
            new("measure", changes.ConvertAll(change => (short)change.Counted.Measure)),
            new("slot", changes.ConvertAll(change => (short)change.Counted.Slot)),
            new("change_authority", changes.ConvertAll(change => change.Counted.Authority)),
            new("day", changes.ConvertAll(change => change.Counted.Day)),
            new("known_at", changes.ConvertAll(change => change.KnownAt.UtcDateTime)),
            new("change_team", changes.ConvertAll(change => change.Counted.Team)),
            new("change_area", changes.ConvertAll(change => change.Counted.Area)),
            new("need", changes.ConvertAll(change => change.Counted.Need)),
            new("change", changes.ConvertAll(change => change.Change)),
        },
    };
}

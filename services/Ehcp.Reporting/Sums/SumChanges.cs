using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Measures;
using Npgsql;

namespace Ehcp.Reporting.Sums;

/// <summary>Moves signed changes into the sums. Readers see each change once, in one place or the other; only one process at a time does it.</summary>
public sealed class SumChanges(NpgsqlDataSource database)
{
    private const string OneAtATime = "sum-changes";
    private const int SetSize = 50_000;

    // Months: 1 and 12. Breakdown: 0 none, 1 team, 2 area, 3 need. Authority '' is every authority. What one authority is broken down by has no years of its
    // own: nearly half of all cells, for a question that reads twelve rows instead.
    private const string MoveSql = """
        with moved as (
          delete from figure_change_new where ctid in (select ctid from figure_change_new limit @set_size) returning *
        ), kept as (
          insert into figure_change (measure, slot, authority, day, known_at, team, area, need, change, days)
          select measure, slot, authority, day, known_at, team, area, need, change, days from moved
        ), month as (
          select measure, breakdown, authority, date_trunc('month', day::timestamp)::date as first, coalesce(value, 'not-recorded') as value,
                 date_trunc('month', known_at at time zone 'UTC')::date as known_month,
                 coalesce(sum(change) filter (where slot = 0), 0)::int as n0, coalesce(sum(change) filter (where slot = 1), 0)::int as n1,
                 coalesce(sum(change) filter (where slot = 2), 0)::int as n2, coalesce(sum(change) filter (where slot = 3), 0)::int as n3,
                 coalesce(sum(change) filter (where slot = 4), 0)::int as n4, coalesce(sum(change) filter (where slot = 5), 0)::int as n5,
                 coalesce(sum(change) filter (where slot = 6), 0)::int as n6, coalesce(sum(change) filter (where slot = 7), 0)::int as n7,
                 coalesce(sum(change) filter (where slot = 8), 0)::int as n8, coalesce(sum(change) filter (where slot = 9), 0)::int as n9,
                 coalesce(sum(change) filter (where slot = 10), 0)::int as n10, coalesce(sum(change) filter (where slot = 11), 0)::int as n11,
                 coalesce(sum(change) filter (where slot = 12), 0)::int as n12, coalesce(sum(change) filter (where slot = 13), 0)::int as n13,
                 coalesce(sum(change) filter (where slot = 14), 0)::int as n14, coalesce(sum(change) filter (where slot = 15), 0)::int as n15,
                 coalesce(sum(days) filter (where slot / 4 = 0), 0)::int as d0, coalesce(sum(days) filter (where slot / 4 = 1), 0)::int as d1,
                 coalesce(sum(days) filter (where slot / 4 = 2), 0)::int as d2, coalesce(sum(days) filter (where slot / 4 = 3), 0)::int as d3
          from moved
          cross join lateral (values (0::smallint, ''), (1::smallint, team), (2::smallint, area), (3::smallint, need)) as broken_down (breakdown, value)
          group by 1, 2, 3, 4, 5, 6
        ), month_of_all as (
          select measure, breakdown, ''::text as authority, first, value, known_month,
                 sum(n0)::int as n0, sum(n1)::int as n1, sum(n2)::int as n2, sum(n3)::int as n3, sum(n4)::int as n4,
                 sum(n5)::int as n5, sum(n6)::int as n6, sum(n7)::int as n7, sum(n8)::int as n8, sum(n9)::int as n9,
                 sum(n10)::int as n10, sum(n11)::int as n11, sum(n12)::int as n12, sum(n13)::int as n13, sum(n14)::int as n14,
                 sum(n15)::int as n15, sum(d0)::int as d0, sum(d1)::int as d1, sum(d2)::int as d2, sum(d3)::int as d3
          from month group by 1, 2, 4, 5, 6
        ), cell as (
          select measure, breakdown, 1::smallint as months, authority, first, value, known_month,
                 n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, d0, d1, d2, d3
          from (select * from month union all select * from month_of_all) as held
          union all
          select measure, breakdown, 12::smallint, authority, date_trunc('year', first::timestamp)::date, value, known_month,
                 sum(n0)::int as n0, sum(n1)::int as n1, sum(n2)::int as n2, sum(n3)::int as n3, sum(n4)::int as n4,
                 sum(n5)::int as n5, sum(n6)::int as n6, sum(n7)::int as n7, sum(n8)::int as n8, sum(n9)::int as n9,
                 sum(n10)::int as n10, sum(n11)::int as n11, sum(n12)::int as n12, sum(n13)::int as n13, sum(n14)::int as n14,
                 sum(n15)::int as n15, sum(d0)::int as d0, sum(d1)::int as d1, sum(d2)::int as d2, sum(d3)::int as d3
          from (select * from month where breakdown = 0 union all select * from month_of_all) as held
          group by 1, 2, 4, 5, 6, 7
        ), known as (
          insert into figure_known_sum as s (
            measure, breakdown, months, authority, first, value, known_month,
            n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, d0, d1, d2, d3)
          select measure, breakdown, months, authority, first, value, known_month,
                 n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, d0, d1, d2, d3
          from cell where breakdown = 0 or authority = ''
          order by 1, 2, 3, 4, 5, 6, 7
          on conflict (measure, breakdown, months, authority, first, value, known_month) do update
            set n0 = s.n0 + excluded.n0, n1 = s.n1 + excluded.n1, n2 = s.n2 + excluded.n2, n3 = s.n3 + excluded.n3, n4 = s.n4 + excluded.n4,
                n5 = s.n5 + excluded.n5, n6 = s.n6 + excluded.n6, n7 = s.n7 + excluded.n7, n8 = s.n8 + excluded.n8, n9 = s.n9 + excluded.n9,
                n10 = s.n10 + excluded.n10, n11 = s.n11 + excluded.n11, n12 = s.n12 + excluded.n12, n13 = s.n13 + excluded.n13, n14 = s.n14 + excluded.n14,
                n15 = s.n15 + excluded.n15, d0 = s.d0 + excluded.d0, d1 = s.d1 + excluded.d1, d2 = s.d2 + excluded.d2, d3 = s.d3 + excluded.d3
        ), latest as (
          insert into figure_sum as s (
            measure, breakdown, months, authority, first, value,
            n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, d0, d1, d2, d3)
          select measure, breakdown, months, authority, first, value,
                 sum(n0)::int as n0, sum(n1)::int as n1, sum(n2)::int as n2, sum(n3)::int as n3, sum(n4)::int as n4,
                 sum(n5)::int as n5, sum(n6)::int as n6, sum(n7)::int as n7, sum(n8)::int as n8, sum(n9)::int as n9,
                 sum(n10)::int as n10, sum(n11)::int as n11, sum(n12)::int as n12, sum(n13)::int as n13, sum(n14)::int as n14,
                 sum(n15)::int as n15, sum(d0)::int as d0, sum(d1)::int as d1, sum(d2)::int as d2, sum(d3)::int as d3
          from cell group by 1, 2, 3, 4, 5, 6
          order by 1, 2, 3, 4, 5, 6
          on conflict (measure, breakdown, months, authority, first, value) do update
            set n0 = s.n0 + excluded.n0, n1 = s.n1 + excluded.n1, n2 = s.n2 + excluded.n2, n3 = s.n3 + excluded.n3, n4 = s.n4 + excluded.n4,
                n5 = s.n5 + excluded.n5, n6 = s.n6 + excluded.n6, n7 = s.n7 + excluded.n7, n8 = s.n8 + excluded.n8, n9 = s.n9 + excluded.n9,
                n10 = s.n10 + excluded.n10, n11 = s.n11 + excluded.n11, n12 = s.n12 + excluded.n12, n13 = s.n13 + excluded.n13, n14 = s.n14 + excluded.n14,
                n15 = s.n15 + excluded.n15, d0 = s.d0 + excluded.d0, d1 = s.d1 + excluded.d1, d2 = s.d2 + excluded.d2, d3 = s.d3 + excluded.d3
        )
        select count(*)::int from moved
        """;

    // What every row adds and takes away.
    private static string Count(string table, string counts) => $"""
        insert into figure_change_new (measure, slot, authority, day, known_at, team, area, need, change, days)
        select counted.measure, counted.slot, counted.authority, counted.day, at.known_at, known.team, known.area, known.primary_need, sum(at.change),
               sum(at.change * counted.days)
        from {table} as known
        cross join lateral {counts}(known) as counted
        cross join lateral (values (known.known_from, 1), (known.known_to, -1)) as at (known_at, change)
        where at.known_at is not null
        group by 1, 2, 3, 4, 5, 6, 7, 8
        having sum(at.change) <> 0 or sum(at.change * counted.days) <> 0
        """;

    /// <summary>Moves all there is, in sets, and answers how many changes that were; none while another process does it.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        for (var moved = SetSize; moved == SetSize; all += moved)
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            moved = await MoveAsync(connection, SetSize, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        if (all > 0)
        {
            // Every question reads all of this table: left to itself it would be cleaned once in a while, and be long by then.
            await using var vacuum = database.Sql("vacuum figure_change_new");
            await vacuum.ExecuteNonQueryAsync(cancellationToken);
        }

        return all;
    }

    /// <summary>Whether the sums mean what this release means by them.</summary>
    internal async Task<bool> IsCountedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Sql("select exists (select from figure_counting where version = @version)").With("version", CountingSql.Version);
        return await command.ValueAsync<bool>(cancellationToken);
    }

    /// <summary>Forgets every sum and counts it again from what is known of each request. What comes in meanwhile waits.</summary>
    internal async Task<int> RecountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Turn.TakeAsync(connection, OneAtATime, cancellationToken, howeverLong: true);
        foreach (var sql in (string[])
        [
            "set local work_mem = '256MB'",
            "lock table known_request, known_review, known_duty in share mode",
            "delete from figure_change_new", // and not truncate, which a question under way would take for nothing counted
            "delete from figure_change",
            "delete from figure_sum",
            "delete from figure_known_sum",
            Count("known_request", "counts_of_request"),
            Count("known_review", "counts_of_review"),
            Count("known_duty", "counts_of_duty"),
            "delete from figure_counting",
            $"insert into figure_counting (version) values ({CountingSql.Version})",
        ])
        {
            await using var command = connection.Sql(sql).HoweverLong();
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var moved = await MoveAsync(connection, setSize: int.MaxValue, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    private static async Task<int> MoveAsync(NpgsqlConnection connection, int setSize, CancellationToken cancellationToken)
    {
        if (!await Turn.TryTakeAsync(connection, OneAtATime, cancellationToken))
        {
            return 0;
        }

        await using var move = connection.Sql(MoveSql).HoweverLong().With("set_size", setSize);
        return await move.ValueAsync<int>(cancellationToken);
    }
}

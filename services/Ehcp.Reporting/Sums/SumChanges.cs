using Ehcp.Reporting.Questions;
using Npgsql;

namespace Ehcp.Reporting.Sums;

/// <summary>Moves signed changes into the sums. Readers see each change once, in one place or the other; only one process at a time does it.</summary>
public sealed class SumChanges(NpgsqlDataSource database)
{
    private const long Lock = 0x4548_4350_5355_4d53;
    private const int SetSize = 50_000;

    /// <summary>Rises with every release that counts something else or otherwise.</summary>
    private const int Version = 3;

    private static readonly string MoveSql = $"""
        with moved as (
          delete from figure_change_new where ctid in (select ctid from figure_change_new limit @set_size) returning *
        ), kept as (
          insert into figure_change ({SumTables.Change}) select {SumTables.Change} from moved
        ), cell as (
          select measure, breakdown, months, authority, date_trunc(unit, day::timestamp)::date as first, coalesce(value, '{RateQuestion.NotRecorded}') as value,
                 date_trunc('month', known_at at time zone 'UTC')::date as known_month,
                 {SumTables.Columns(slot => $"coalesce(sum(change) filter (where slot = {slot}), 0) as n{slot}")}
          from moved
          cross join (values ({SumTables.Month}::smallint, 'month'), ({SumTables.Year}::smallint, 'year')) as held (months, unit)
          cross join lateral (values
            ({(short)Breakdown.None}::smallint, ''), ({(short)Breakdown.Team}::smallint, team),
            ({(short)Breakdown.Area}::smallint, area), ({(short)Breakdown.Need}::smallint, need)) as broken_down (breakdown, value)
          group by 1, 2, 3, 4, 5, 6, 7
        ), known as (
          insert into figure_known_sum as s ({Cell}, known_month, {Numbers})
          select {Cell}, known_month, {Numbers} from cell where breakdown = {(short)Breakdown.None}
          union all
          select measure, breakdown, months, '', first, value, known_month, {Sums} from cell group by 1, 2, 3, 5, 6, 7
          order by 1, 2, 3, 4, 5, 6, 7
          on conflict ({Cell}, known_month) do update set {Added}
        ), latest as (
          insert into figure_sum as s ({Cell}, {Numbers})
          select {Cell}, {Sums} from cell group by 1, 2, 3, 4, 5, 6
          union all
          select measure, breakdown, months, '', first, value, {Sums} from cell group by 1, 2, 3, 5, 6
          order by 1, 2, 3, 4, 5, 6
          on conflict ({Cell}) do update set {Added}
        )
        select count(*)::int from moved
        """;

    private const string Cell = "measure, breakdown, months, authority, first, value";

    private static string Numbers => SumTables.Columns(slot => $"n{slot}");

    private static string Sums => SumTables.Columns(slot => $"sum(n{slot})");

    private static string Added => SumTables.Columns(slot => $"n{slot} = s.n{slot} + excluded.n{slot}");

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
            await using var vacuum = database.CreateCommand("vacuum figure_change_new");
            await vacuum.ExecuteNonQueryAsync(cancellationToken);
        }

        return all;
    }

    /// <summary>Whether the sums mean what this release means by them.</summary>
    internal async Task<bool> IsCountedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select exists (select from figure_counting where version = {Version})");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Forgets every sum and counts it again from what is known of each request. What comes in meanwhile waits.</summary>
    internal async Task<int> RecountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var sql in (string[])
        [
            $"select pg_advisory_xact_lock({Lock})",
            "set local work_mem = '256MB'",
            "lock table known_request, known_review in share mode",
            "delete from figure_change_new", // and not truncate, which a question under way would take for nothing counted
            "delete from figure_change",
            "delete from figure_sum",
            "delete from figure_known_sum",
            .. ChangeTable.RecountSql,
            "delete from figure_counting",
            $"insert into figure_counting (version) values ({Version})",
        ])
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var moved = await MoveAsync(connection, setSize: int.MaxValue, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return moved;
    }

    private static async Task<int> MoveAsync(NpgsqlConnection connection, int setSize, CancellationToken cancellationToken)
    {
        await using (var mine = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection))
        {
            if (!(bool)(await mine.ExecuteScalarAsync(cancellationToken))!)
            {
                return 0;
            }
        }

        await using var move = new NpgsqlCommand(MoveSql, connection) { CommandTimeout = 0, Parameters = { new("set_size", setSize) } };
        return (int)(await move.ExecuteScalarAsync(cancellationToken))!;
    }
}

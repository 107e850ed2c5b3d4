using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Measures;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Known.Projections;

/// <summary>Known duties in the database, read and written as the reviews are.</summary>
internal static class KnownDutyTable
{
    private const string SelectSql = """
        select authority, case_reference, duty, duty_id, known_from, known_to, due_on, done_on, closed_on,
               team, area, primary_need, held_before, held_to
        from unnest(@authority, @case_reference) as c (authority, case_reference) join known_duty using (authority, case_reference)
        """;

    // As for requests: rows that go, rows as they were and rows as they are.
    private const string WriteSql = """
        with gone as (
          delete from known_duty k
          using unnest(@gone_authority, @gone_case_reference, @gone_duty, @gone_duty_id, @gone_known_from)
                  as f (authority, case_reference, duty, duty_id, known_from)
          where (k.authority, k.case_reference, k.duty, k.duty_id, k.known_from) = (f.authority, f.case_reference, f.duty, f.duty_id, f.known_from)
          returning k as duty_row
        ), before as (
          select k as duty_row
          from unnest(@authority, @case_reference, @duty, @duty_id, @known_from) as i (authority, case_reference, duty, duty_id, known_from)
          join known_duty k on (k.authority, k.case_reference, k.duty, k.duty_id, k.known_from)
            = (i.authority, i.case_reference, i.duty, i.duty_id, i.known_from)
        ), written as (
          insert into known_duty as k (
            authority, case_reference, duty, duty_id, known_from, known_to, due_on, done_on, closed_on,
            team, area, primary_need, held_before, held_to)
          select authority, case_reference, duty, duty_id, known_from, known_to, due_on, done_on, closed_on,
                 team, area, primary_need, string_to_array(held_before, ','), string_to_array(held_to, ',')::date[]
          from unnest(@authority, @case_reference, @duty, @duty_id, @known_from, @known_to, @due_on, @done_on, @closed_on,
                 @team, @area, @primary_need, @held_before, @held_to) as i (
            authority, case_reference, duty, duty_id, known_from, known_to, due_on, done_on, closed_on,
            team, area, primary_need, held_before, held_to)
          on conflict (authority, case_reference, duty, duty_id, known_from) do update
            set known_to = excluded.known_to, due_on = excluded.due_on, done_on = excluded.done_on, closed_on = excluded.closed_on,
                team = excluded.team, area = excluded.area, primary_need = excluded.primary_need,
                held_before = excluded.held_before, held_to = excluded.held_to
          returning k as duty_row
        ), changed as (
          select duty_row, -1 as sign from gone
          union all
          select duty_row, -1 from before
          union all
          select duty_row, 1 from written
        )
        insert into figure_change_new (measure, slot, authority, day, known_at, team, area, need, change, days)
        select counted.measure, counted.slot, counted.authority, counted.day, at.known_at, (duty_row).team, (duty_row).area, (duty_row).primary_need,
               sum(at.change), sum(at.change * counted.days)
        from changed
        cross join lateral counts_of_duty(duty_row) as counted
        cross join lateral (values ((duty_row).known_from, sign), ((duty_row).known_to, -sign)) as at (known_at, change)
        where at.known_at is not null
        group by 1, 2, 3, 4, 5, 6, 7, 8
        having sum(at.change) <> 0 or sum(at.change * counted.days) <> 0
        """;

    internal static NpgsqlBatchCommand Select(List<CaseSnapshot> cases) => new(SelectSql)
    {
        Parameters =
        {
            new("authority", cases.ConvertAll(snapshot => snapshot.Authority)),
            new("case_reference", cases.ConvertAll(snapshot => snapshot.CaseReference)),
        },
    };

    internal static Task<List<DutySpan>> ReadAsync(Rows rows, CancellationToken cancellationToken) => rows.ListAsync(
        row => new DutySpan(row.Text("authority"), row.Text("case_reference"), new(
            row.Text("duty"), row.Text("duty_id"), row.Instant("known_from"), row.InstantOrNull("known_to"), row.DayOrNull("due_on"), row.DayOrNull("done_on"),
            row.DayOrNull("closed_on"),
            row.TextOrNull("team"), row.TextOrNull("area"), row.TextOrNull("primary_need"),
            FormerHolders.Read(row))),
        cancellationToken);

    /// <summary>Forgets some spans and writes others, and tells the figures.</summary>
    internal static NpgsqlBatchCommand Write(SpanChange<DutySpan> change)
    {
        var (command, spans) = (new NpgsqlBatchCommand(WriteSql), change.Written);
        AddKey(command, "gone_", change.Forgotten);
        AddKey(command, "", spans);
        Add("known_to", NpgsqlDbType.TimestampTz, known => known.KnownTo?.UtcDateTime);
        Add("due_on", NpgsqlDbType.Date, known => known.DueOn);
        Add("done_on", NpgsqlDbType.Date, known => known.DoneOn);
        Add("closed_on", NpgsqlDbType.Date, known => known.ClosedOn);
        Add("team", NpgsqlDbType.Text, known => known.Team);
        Add("area", NpgsqlDbType.Text, known => known.Area);
        Add("primary_need", NpgsqlDbType.Text, known => known.PrimaryNeed);
        Add("held_before", NpgsqlDbType.Text, known => FormerHolders.Authorities(known.HeldBefore));
        Add("held_to", NpgsqlDbType.Text, known => FormerHolders.LastDays(known.HeldBefore));
        return command;

        void Add<T>(string name, NpgsqlDbType type, Func<KnownDuty, T> value) =>
            command.Parameters.Add(new(name, NpgsqlDbType.Array | type) { Value = spans.ConvertAll(span => value(span.Known)) });
    }

    private static void AddKey(NpgsqlBatchCommand command, string prefix, List<DutySpan> spans)
    {
        command.Parameters.Add(new(prefix + "authority", spans.ConvertAll(span => span.Authority)));
        command.Parameters.Add(new(prefix + "case_reference", spans.ConvertAll(span => span.CaseReference)));
        command.Parameters.Add(new(prefix + "duty", spans.ConvertAll(span => span.Known.Duty)));
        command.Parameters.Add(new(prefix + "duty_id", spans.ConvertAll(span => span.Known.DutyId)));
        command.Parameters.Add(new(prefix + "known_from", spans.ConvertAll(span => span.Known.KnownFrom.UtcDateTime)));
    }
}

using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Measures;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Known.Projections;

internal static class KnownReviewTable
{
    private const string SelectSql = """
        select authority, case_reference, review_id, known_from, known_to, meeting_held_on, dates_usable, decided_on, decision, amended_plan_sent_on,
               team, area, primary_need, held_before, held_to
        from unnest(@authority, @case_reference) as c (authority, case_reference) join known_review using (authority, case_reference)
        """;

    // As for requests: rows that go, rows as they were and rows as they are.
    private const string WriteSql = """
        with gone as (
          delete from known_review k
          using unnest(@gone_authority, @gone_case_reference, @gone_review_id, @gone_known_from) as f (authority, case_reference, review_id, known_from)
          where (k.authority, k.case_reference, k.review_id, k.known_from) = (f.authority, f.case_reference, f.review_id, f.known_from)
          returning k as review
        ), before as (
          select k as review
          from unnest(@authority, @case_reference, @review_id, @known_from) as i (authority, case_reference, review_id, known_from)
          join known_review k on (k.authority, k.case_reference, k.review_id, k.known_from) = (i.authority, i.case_reference, i.review_id, i.known_from)
        ), written as (
          insert into known_review as k (
            authority, case_reference, review_id, known_from, known_to, meeting_held_on, dates_usable, decided_on, decision, amended_plan_sent_on,
            team, area, primary_need, held_before, held_to)
          select authority, case_reference, review_id, known_from, known_to, meeting_held_on, dates_usable, decided_on, decision, amended_plan_sent_on,
                 team, area, primary_need, string_to_array(held_before, ','), string_to_array(held_to, ',')::date[]
          from unnest(@authority, @case_reference, @review_id, @known_from, @known_to, @meeting_held_on, @dates_usable, @decided_on, @decision,
                 @amended_plan_sent_on, @team, @area, @primary_need, @held_before, @held_to) as i (
            authority, case_reference, review_id, known_from, known_to, meeting_held_on, dates_usable, decided_on, decision, amended_plan_sent_on,
            team, area, primary_need, held_before, held_to)
          on conflict (authority, case_reference, review_id, known_from) do update
            set known_to = excluded.known_to, meeting_held_on = excluded.meeting_held_on, dates_usable = excluded.dates_usable,
                decided_on = excluded.decided_on, decision = excluded.decision, amended_plan_sent_on = excluded.amended_plan_sent_on,
                team = excluded.team, area = excluded.area, primary_need = excluded.primary_need,
                held_before = excluded.held_before, held_to = excluded.held_to
          returning k as review
        ), changed as (
          select review, -1 as sign from gone
          union all
          select review, -1 from before
          union all
          select review, 1 from written
        )
        insert into figure_change_new (measure, slot, authority, day, known_at, team, area, need, change, days)
        select counted.measure, counted.slot, counted.authority, counted.day, at.known_at, (review).team, (review).area, (review).primary_need,
               sum(at.change), sum(at.change * counted.days)
        from changed
        cross join lateral counts_of_review(review) as counted
        cross join lateral (values ((review).known_from, sign), ((review).known_to, -sign)) as at (known_at, change)
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

    internal static Task<List<ReviewSpan>> ReadAsync(Rows rows, CancellationToken cancellationToken) => rows.ListAsync(
        row => new ReviewSpan(row.Text("authority"), row.Text("case_reference"), new(
            row.Text("review_id"), row.Instant("known_from"), row.InstantOrNull("known_to"), row.DayOrNull("meeting_held_on"), row.Flag("dates_usable"),
            row.DayOrNull("decided_on"), row.TextOrNull("decision"), row.DayOrNull("amended_plan_sent_on"),
            row.TextOrNull("team"), row.TextOrNull("area"), row.TextOrNull("primary_need"),
            FormerHolders.Read(row))),
        cancellationToken);

    /// <summary>Forgets some spans and writes others, and tells the figures.</summary>
    internal static NpgsqlBatchCommand Write(SpanChange<ReviewSpan> change)
    {
        var (command, spans) = (new NpgsqlBatchCommand(WriteSql), change.Written);
        AddKey(command, "gone_", change.Forgotten);
        AddKey(command, "", spans);
        Add("known_to", NpgsqlDbType.TimestampTz, known => known.KnownTo?.UtcDateTime);
        Add("meeting_held_on", NpgsqlDbType.Date, known => known.MeetingHeldOn);
        Add("dates_usable", NpgsqlDbType.Boolean, known => known.DatesUsable);
        Add("decided_on", NpgsqlDbType.Date, known => known.DecidedOn);
        Add("decision", NpgsqlDbType.Text, known => known.Decision);
        Add("amended_plan_sent_on", NpgsqlDbType.Date, known => known.AmendedPlanSentOn);
        Add("team", NpgsqlDbType.Text, known => known.Team);
        Add("area", NpgsqlDbType.Text, known => known.Area);
        Add("primary_need", NpgsqlDbType.Text, known => known.PrimaryNeed);
        Add("held_before", NpgsqlDbType.Text, known => FormerHolders.Authorities(known.HeldBefore));
        Add("held_to", NpgsqlDbType.Text, known => FormerHolders.LastDays(known.HeldBefore));
        return command;

        void Add<T>(string name, NpgsqlDbType type, Func<KnownReview, T> value) =>
            command.Parameters.Add(new(name, NpgsqlDbType.Array | type) { Value = spans.ConvertAll(span => value(span.Known)) });
    }

    private static void AddKey(NpgsqlBatchCommand command, string prefix, List<ReviewSpan> spans)
    {
        command.Parameters.Add(new(prefix + "authority", spans.ConvertAll(span => span.Authority)));
        command.Parameters.Add(new(prefix + "case_reference", spans.ConvertAll(span => span.CaseReference)));
        command.Parameters.Add(new(prefix + "review_id", spans.ConvertAll(span => span.Known.ReviewId)));
        command.Parameters.Add(new(prefix + "known_from", spans.ConvertAll(span => span.Known.KnownFrom.UtcDateTime)));
    }
}

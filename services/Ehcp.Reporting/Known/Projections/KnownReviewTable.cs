using Ehcp.Contracts;
using Ehcp.Reporting.Measures;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Known.Projections;

internal static class KnownReviewTable
{
    private const string Columns = """
        authority, case_reference, review_id, known_from, known_to, meeting_held_on, dates_usable, decided_on, decision, amended_plan_sent_on, team, area, primary_need
        """;

    private const string SelectSql = $"""
        select {Columns} from unnest(@authority, @case_reference) as c (authority, case_reference) join known_review using (authority, case_reference)
        """;

    private const string DeleteSql = """
        delete from known_review k using unnest(@authority, @case_reference, @review_id, @known_from) as f (authority, case_reference, review_id, known_from)
        where (k.authority, k.case_reference, k.review_id, k.known_from) = (f.authority, f.case_reference, f.review_id, f.known_from)
        """;

    private const string UpsertSql = $"""
        insert into known_review ({Columns})
        select {Columns} from unnest(@authority, @case_reference, @review_id, @known_from, @known_to, @meeting_held_on, @dates_usable, @decided_on, @decision,
          @amended_plan_sent_on, @team, @area, @primary_need) as i ({Columns})
        on conflict (authority, case_reference, review_id, known_from) do update
          set known_to = excluded.known_to, meeting_held_on = excluded.meeting_held_on, dates_usable = excluded.dates_usable, decided_on = excluded.decided_on,
              decision = excluded.decision, amended_plan_sent_on = excluded.amended_plan_sent_on, team = excluded.team, area = excluded.area,
              primary_need = excluded.primary_need
        """;

    internal static NpgsqlBatchCommand Select(List<CaseSnapshot> cases) => new(SelectSql)
    {
        Parameters =
        {
            new("authority", cases.ConvertAll(snapshot => snapshot.Authority)),
            new("case_reference", cases.ConvertAll(snapshot => snapshot.CaseReference)),
        },
    };

    internal static async Task<List<ReviewSpan>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var spans = new List<ReviewSpan>();
        while (await reader.ReadAsync(cancellationToken))
        {
            spans.Add(new(reader.GetString(0), reader.GetString(1), new(
                reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), Maybe<DateTimeOffset>(4), Maybe<DateOnly>(5), reader.GetBoolean(6), Maybe<DateOnly>(7),
                Text(8), Maybe<DateOnly>(9), Text(10), Text(11), Text(12))));
        }

        return spans;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        T? Maybe<T>(int column)
            where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
    }

    internal static NpgsqlBatchCommand Delete(List<ReviewSpan> spans)
    {
        var command = new NpgsqlBatchCommand(DeleteSql);
        AddKey(command, spans);
        return command;
    }

    internal static NpgsqlBatchCommand Upsert(List<ReviewSpan> spans)
    {
        var command = new NpgsqlBatchCommand(UpsertSql);
        AddKey(command, spans);
        Add("known_to", NpgsqlDbType.TimestampTz, known => known.KnownTo?.UtcDateTime);
        Add("meeting_held_on", NpgsqlDbType.Date, known => known.MeetingHeldOn);
        Add("dates_usable", NpgsqlDbType.Boolean, known => known.DatesUsable);
        Add("decided_on", NpgsqlDbType.Date, known => known.DecidedOn);
        Add("decision", NpgsqlDbType.Text, known => known.Decision);
        Add("amended_plan_sent_on", NpgsqlDbType.Date, known => known.AmendedPlanSentOn);
        Add("team", NpgsqlDbType.Text, known => known.Team);
        Add("area", NpgsqlDbType.Text, known => known.Area);
        Add("primary_need", NpgsqlDbType.Text, known => known.PrimaryNeed);
        return command;

        void Add<T>(string name, NpgsqlDbType type, Func<KnownReview, T> value) =>
            command.Parameters.Add(new(name, NpgsqlDbType.Array | type) { Value = spans.ConvertAll(span => value(span.Known)) });
    }

    private static void AddKey(NpgsqlBatchCommand command, List<ReviewSpan> spans)
    {
        command.Parameters.Add(new("authority", spans.ConvertAll(span => span.Authority)));
        command.Parameters.Add(new("case_reference", spans.ConvertAll(span => span.CaseReference)));
        command.Parameters.Add(new("review_id", spans.ConvertAll(span => span.Known.ReviewId)));
        command.Parameters.Add(new("known_from", spans.ConvertAll(span => span.Known.KnownFrom.UtcDateTime)));
    }
}

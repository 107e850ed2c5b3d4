using Ehcp.Contracts;
using Ehcp.Reporting.Measures;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Known.Projections;

internal static class KnownHistoryTable
{
    private const string Columns = """
        authority, case_reference, request_id, known_from, known_to, received_on, received_on_usable, assessment_decided_on,
        assessment_decision, issue_decided_on, issue_decision, plan_sent_on, closed_on, closed_reason, exemption_claimed,
        cannot_compute_because, awaited_advice, awaits_setting, representations_to, team, area, primary_need,
        after_mediation_or_tribunal
        """;

    private const string SelectSql = $"""
        select {Columns} from unnest(@authority, @case_reference) as c (authority, case_reference) join known_request using (authority, case_reference)
        """;

    private const string DeleteSql = """
        delete from known_request k using unnest(@authority, @case_reference, @request_id, @known_from) as f (authority, case_reference, request_id, known_from)
        where (k.authority, k.case_reference, k.request_id, k.known_from) = (f.authority, f.case_reference, f.request_id, f.known_from)
        """;

    private const string UpsertSql = $"""
        insert into known_request ({Columns})
        select i.authority, i.case_reference, i.request_id, i.known_from, i.known_to, i.received_on, i.received_on_usable,
               i.assessment_decided_on, i.assessment_decision, i.issue_decided_on, i.issue_decision, i.plan_sent_on, i.closed_on,
               i.closed_reason, i.exemption_claimed, i.cannot_compute_because,
               string_to_array(i.awaited_advice, ',') as awaited_advice,
               i.awaits_setting, i.representations_to, i.team, i.area, i.primary_need, i.after_mediation_or_tribunal
        from unnest(@authority, @case_reference, @request_id, @known_from, @known_to, @received_on, @received_on_usable,
               @assessment_decided_on, @assessment_decision, @issue_decided_on, @issue_decision, @plan_sent_on, @closed_on,
               @closed_reason, @exemption_claimed, @cannot_compute_because, @awaited_advice,
               @awaits_setting, @representations_to, @team, @area, @primary_need, @after_mediation_or_tribunal) as i ({Columns})
        on conflict (authority, case_reference, request_id, known_from) do update
          set known_to = excluded.known_to, received_on = excluded.received_on, received_on_usable = excluded.received_on_usable,
              assessment_decided_on = excluded.assessment_decided_on, assessment_decision = excluded.assessment_decision,
              issue_decided_on = excluded.issue_decided_on, issue_decision = excluded.issue_decision,
              plan_sent_on = excluded.plan_sent_on, closed_on = excluded.closed_on, closed_reason = excluded.closed_reason,
              exemption_claimed = excluded.exemption_claimed, cannot_compute_because = excluded.cannot_compute_because,
              awaited_advice = excluded.awaited_advice, awaits_setting = excluded.awaits_setting,
              representations_to = excluded.representations_to, team = excluded.team, area = excluded.area,
              primary_need = excluded.primary_need, after_mediation_or_tribunal = excluded.after_mediation_or_tribunal
        """;

    internal static NpgsqlBatchCommand Select(List<CaseSnapshot> cases) => new(SelectSql)
    {
        Parameters =
        {
            new("authority", cases.ConvertAll(snapshot => snapshot.Authority)),
            new("case_reference", cases.ConvertAll(snapshot => snapshot.CaseReference)),
        },
    };

    internal static async Task<List<KnownSpan>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var spans = new List<KnownSpan>();
        while (await reader.ReadAsync(cancellationToken))
        {
            spans.Add(new(reader.GetString(0), reader.GetString(1), new(
                reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), Maybe<DateTimeOffset>(4), Maybe<DateOnly>(5), reader.GetBoolean(6),
                Maybe<DateOnly>(7), Text(8), Maybe<DateOnly>(9), Text(10), Maybe<DateOnly>(11), Maybe<DateOnly>(12), Text(13), reader.GetBoolean(14),
                Text(15), reader.IsDBNull(16) ? null : reader.GetFieldValue<string[]>(16), reader.GetBoolean(17), Maybe<DateOnly>(18),
                Text(19), Text(20), Text(21), reader.GetBoolean(22))));
        }

        return spans;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        T? Maybe<T>(int column)
            where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
    }

    internal static NpgsqlBatchCommand Delete(List<KnownSpan> spans)
    {
        var command = new NpgsqlBatchCommand(DeleteSql);
        AddKey(command, spans);
        return command;
    }

    internal static NpgsqlBatchCommand Upsert(List<KnownSpan> spans)
    {
        var command = new NpgsqlBatchCommand(UpsertSql);
        AddKey(command, spans);
        Add("known_to", NpgsqlDbType.TimestampTz, known => known.KnownTo?.UtcDateTime);
        Add("received_on", NpgsqlDbType.Date, known => known.ReceivedOn);
        Add("received_on_usable", NpgsqlDbType.Boolean, known => known.ReceivedOnUsable);
        Add("assessment_decided_on", NpgsqlDbType.Date, known => known.AssessmentDecidedOn);
        Add("assessment_decision", NpgsqlDbType.Text, known => known.AssessmentDecision);
        Add("issue_decided_on", NpgsqlDbType.Date, known => known.IssueDecidedOn);
        Add("issue_decision", NpgsqlDbType.Text, known => known.IssueDecision);
        Add("plan_sent_on", NpgsqlDbType.Date, known => known.PlanSentOn);
        Add("closed_on", NpgsqlDbType.Date, known => known.ClosedOn);
        Add("closed_reason", NpgsqlDbType.Text, known => known.ClosedReason);
        Add("exemption_claimed", NpgsqlDbType.Boolean, known => known.ExemptionClaimed);
        Add("cannot_compute_because", NpgsqlDbType.Text, known => known.CannotComputeBecause);
        Add("awaited_advice", NpgsqlDbType.Text, known => known.AwaitedAdvice is { Count: > 0 } types ? string.Join(',', types) : null);
        Add("awaits_setting", NpgsqlDbType.Boolean, known => known.AwaitsSetting);
        Add("representations_to", NpgsqlDbType.Date, known => known.RepresentationsTo);
        Add("team", NpgsqlDbType.Text, known => known.Team);
        Add("area", NpgsqlDbType.Text, known => known.Area);
        Add("primary_need", NpgsqlDbType.Text, known => known.PrimaryNeed);
        Add("after_mediation_or_tribunal", NpgsqlDbType.Boolean, known => known.AfterMediationOrTribunal);
        return command;

        void Add<T>(string name, NpgsqlDbType type, Func<KnownRequest, T> value) =>
            command.Parameters.Add(new(name, NpgsqlDbType.Array | type) { Value = spans.ConvertAll(span => value(span.Known)) });
    }

    private static void AddKey(NpgsqlBatchCommand command, List<KnownSpan> spans)
    {
        command.Parameters.Add(new("authority", spans.ConvertAll(span => span.Authority)));
        command.Parameters.Add(new("case_reference", spans.ConvertAll(span => span.CaseReference)));
        command.Parameters.Add(new("request_id", spans.ConvertAll(span => span.Known.RequestId)));
        command.Parameters.Add(new("known_from", spans.ConvertAll(span => span.Known.KnownFrom.UtcDateTime)));
    }
}

using Ehcp.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Projections;

internal static class KnownHistoryTable
{
    private const string Columns = """
        authority, case_reference, request_id, known_from, known_to, received_on, received_on_usable, assessment_decided_on,
        assessment_decision, issue_decided_on, issue_decision, plan_sent_on, closed_on, closed_reason, exemption_claimed,
        cannot_compute_because, awaited_advice, awaits_setting, representations_to, team, area, primary_need
        """;

    // A new fact ends one span and begins another: of a case with fifty spans, two rows are written.
    private const string Sql = $"""
        with incoming as (
          select i.authority, i.case_reference, i.request_id, i.known_from, i.known_to, i.received_on, i.received_on_usable,
                 i.assessment_decided_on, i.assessment_decision, i.issue_decided_on, i.issue_decision, i.plan_sent_on, i.closed_on,
                 i.closed_reason, i.exemption_claimed, i.cannot_compute_because,
                 string_to_array(i.awaited_advice, ',') as awaited_advice,
                 i.awaits_setting, i.representations_to, i.team, i.area, i.primary_need
          from unnest(@authority, @case_reference, @request_id, @known_from, @known_to, @received_on, @received_on_usable,
                 @assessment_decided_on, @assessment_decision, @issue_decided_on, @issue_decision, @plan_sent_on, @closed_on,
                 @closed_reason, @exemption_claimed, @cannot_compute_because, @awaited_advice,
                 @awaits_setting, @representations_to, @team, @area, @primary_need) as i ({Columns})
        ), forgotten as (
          delete from known_request k using unnest(@case_authority, @case) as c (authority, case_reference)
          where k.authority = c.authority and k.case_reference = c.case_reference
            and not exists (select from incoming i where (i.authority, i.case_reference, i.request_id, i.known_from)
                                                       = (k.authority, k.case_reference, k.request_id, k.known_from))
        )
        insert into known_request as k ({Columns})
        select {Columns} from incoming
        on conflict (authority, case_reference, request_id, known_from) do update
          set known_to = excluded.known_to, received_on = excluded.received_on, received_on_usable = excluded.received_on_usable,
              assessment_decided_on = excluded.assessment_decided_on, assessment_decision = excluded.assessment_decision,
              issue_decided_on = excluded.issue_decided_on, issue_decision = excluded.issue_decision,
              plan_sent_on = excluded.plan_sent_on, closed_on = excluded.closed_on, closed_reason = excluded.closed_reason,
              exemption_claimed = excluded.exemption_claimed, cannot_compute_because = excluded.cannot_compute_because,
              awaited_advice = excluded.awaited_advice, awaits_setting = excluded.awaits_setting,
              representations_to = excluded.representations_to, team = excluded.team, area = excluded.area,
              primary_need = excluded.primary_need
          where k is distinct from excluded
        """;

    /// <summary>Makes the stored history of these cases equal to what their snapshots say; only rows that differ are written.</summary>
    internal static NpgsqlCommand Replace(NpgsqlConnection connection, List<CaseSnapshot> cases)
    {
        var rows = cases.SelectMany(snapshot => snapshot.History, (snapshot, known) => (Case: snapshot, Known: known)).ToList();
        var command = new NpgsqlCommand(Sql, connection);
        AddTexts("case_authority", cases.ConvertAll(snapshot => (string?)snapshot.Authority));
        AddTexts("case", cases.ConvertAll(snapshot => (string?)snapshot.CaseReference));
        Texts("authority", row => row.Case.Authority);
        Texts("case_reference", row => row.Case.CaseReference);
        Texts("request_id", row => row.Known.RequestId);
        Add("known_from", NpgsqlDbType.TimestampTz, row => (DateTime?)row.Known.KnownFrom.UtcDateTime);
        Add("known_to", NpgsqlDbType.TimestampTz, row => row.Known.KnownTo?.UtcDateTime);
        Add("received_on", NpgsqlDbType.Date, row => row.Known.ReceivedOn);
        Add("received_on_usable", NpgsqlDbType.Boolean, row => row.Known.ReceivedOnUsable);
        Add("assessment_decided_on", NpgsqlDbType.Date, row => row.Known.AssessmentDecidedOn);
        Texts("assessment_decision", row => row.Known.AssessmentDecision);
        Add("issue_decided_on", NpgsqlDbType.Date, row => row.Known.IssueDecidedOn);
        Texts("issue_decision", row => row.Known.IssueDecision);
        Add("plan_sent_on", NpgsqlDbType.Date, row => row.Known.PlanSentOn);
        Add("closed_on", NpgsqlDbType.Date, row => row.Known.ClosedOn);
        Texts("closed_reason", row => row.Known.ClosedReason);
        Add("exemption_claimed", NpgsqlDbType.Boolean, row => row.Known.ExemptionClaimed);
        Texts("cannot_compute_because", row => row.Known.CannotComputeBecause);
        Texts("awaited_advice", row => row.Known.AwaitedAdvice is { Count: > 0 } types ? string.Join(',', types) : null);
        Add("awaits_setting", NpgsqlDbType.Boolean, row => row.Known.AwaitsSetting);
        Add("representations_to", NpgsqlDbType.Date, row => row.Known.RepresentationsTo);
        Texts("team", row => row.Known.Team);
        Texts("area", row => row.Known.Area);
        Texts("primary_need", row => row.Known.PrimaryNeed);
        return command;

        void Texts(string name, Func<(CaseSnapshot Case, KnownRequest Known), string?> value) => AddTexts(name, rows.ConvertAll(row => value(row)));

        void AddTexts(string name, List<string?> values) => command.Parameters.Add(new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values });

        void Add<T>(string name, NpgsqlDbType type, Func<(CaseSnapshot Case, KnownRequest Known), T> value) =>
            command.Parameters.Add(new(name, NpgsqlDbType.Array | type) { Value = rows.ConvertAll(row => value(row)) });
    }
}

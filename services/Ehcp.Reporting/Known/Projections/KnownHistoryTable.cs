using Ehcp.Contracts;
using Ehcp.Hosting.Sql;
using Ehcp.Reporting.Measures;
using Npgsql;
using NpgsqlTypes;

namespace Ehcp.Reporting.Known.Projections;

internal static class KnownHistoryTable
{
    private const string SelectSql = """
        select authority, case_reference, request_id, known_from, known_to, received_on, received_on_usable, assessment_decided_on,
               assessment_decision, issue_decided_on, issue_decision, plan_sent_on, closed_on, closed_reason, exemption_claimed,
               cannot_compute_because, awaited_advice, awaits_setting, representations_to, team, area, primary_need,
               after_mediation_or_tribunal, reopened_on, plan_last_day, held_before, held_to
        from unnest(@authority, @case_reference) as c (authority, case_reference) join known_request using (authority, case_reference)
        """;

    // Rows that go, rows as they were and rows as they are: the figures learn what has changed by the same statement that changes it.
    private const string WriteSql = """
        with gone as (
          delete from known_request k
          using unnest(@gone_authority, @gone_case_reference, @gone_request_id, @gone_known_from) as f (authority, case_reference, request_id, known_from)
          where (k.authority, k.case_reference, k.request_id, k.known_from) = (f.authority, f.case_reference, f.request_id, f.known_from)
          returning k as request
        ), before as (
          select k as request
          from unnest(@authority, @case_reference, @request_id, @known_from) as i (authority, case_reference, request_id, known_from)
          join known_request k on (k.authority, k.case_reference, k.request_id, k.known_from) = (i.authority, i.case_reference, i.request_id, i.known_from)
        ), written as (
          insert into known_request as k (
            authority, case_reference, request_id, known_from, known_to, received_on, received_on_usable, assessment_decided_on,
            assessment_decision, issue_decided_on, issue_decision, plan_sent_on, closed_on, closed_reason, exemption_claimed,
            cannot_compute_because, awaited_advice, awaits_setting, representations_to, team, area, primary_need,
            after_mediation_or_tribunal, reopened_on, plan_last_day, held_before, held_to)
          select i.authority, i.case_reference, i.request_id, i.known_from, i.known_to, i.received_on, i.received_on_usable,
                 i.assessment_decided_on, i.assessment_decision, i.issue_decided_on, i.issue_decision, i.plan_sent_on, i.closed_on,
                 i.closed_reason, i.exemption_claimed, i.cannot_compute_because,
                 string_to_array(i.awaited_advice, ','),
                 i.awaits_setting, i.representations_to, i.team, i.area, i.primary_need, i.after_mediation_or_tribunal, i.reopened_on,
                 i.plan_last_day, string_to_array(i.held_before, ','), string_to_array(i.held_to, ',')::date[]
          from unnest(@authority, @case_reference, @request_id, @known_from, @known_to, @received_on, @received_on_usable,
                 @assessment_decided_on, @assessment_decision, @issue_decided_on, @issue_decision, @plan_sent_on, @closed_on,
                 @closed_reason, @exemption_claimed, @cannot_compute_because, @awaited_advice,
                 @awaits_setting, @representations_to, @team, @area, @primary_need, @after_mediation_or_tribunal, @reopened_on, @plan_last_day,
                 @held_before, @held_to) as i (
            authority, case_reference, request_id, known_from, known_to, received_on, received_on_usable, assessment_decided_on,
            assessment_decision, issue_decided_on, issue_decision, plan_sent_on, closed_on, closed_reason, exemption_claimed,
            cannot_compute_because, awaited_advice, awaits_setting, representations_to, team, area, primary_need,
            after_mediation_or_tribunal, reopened_on, plan_last_day, held_before, held_to)
          on conflict (authority, case_reference, request_id, known_from) do update
            set known_to = excluded.known_to, received_on = excluded.received_on, received_on_usable = excluded.received_on_usable,
                assessment_decided_on = excluded.assessment_decided_on, assessment_decision = excluded.assessment_decision,
                issue_decided_on = excluded.issue_decided_on, issue_decision = excluded.issue_decision,
                plan_sent_on = excluded.plan_sent_on, closed_on = excluded.closed_on, closed_reason = excluded.closed_reason,
                exemption_claimed = excluded.exemption_claimed, cannot_compute_because = excluded.cannot_compute_because,
                awaited_advice = excluded.awaited_advice, awaits_setting = excluded.awaits_setting,
                representations_to = excluded.representations_to, team = excluded.team, area = excluded.area,
                primary_need = excluded.primary_need, after_mediation_or_tribunal = excluded.after_mediation_or_tribunal,
                reopened_on = excluded.reopened_on, plan_last_day = excluded.plan_last_day,
                held_before = excluded.held_before, held_to = excluded.held_to
          returning k as request
        ), changed as (
          select request, -1 as sign from gone
          union all
          select request, -1 from before
          union all
          select request, 1 from written
        )
        insert into figure_change_new (measure, slot, authority, day, known_at, team, area, need, change, days)
        select counted.measure, counted.slot, counted.authority, counted.day, at.known_at, (request).team, (request).area, (request).primary_need,
               sum(at.change), sum(at.change * counted.days)
        from changed
        cross join lateral counts_of_request(request) as counted
        cross join lateral (values ((request).known_from, sign), ((request).known_to, -sign)) as at (known_at, change)
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

    internal static Task<List<KnownSpan>> ReadAsync(Rows rows, CancellationToken cancellationToken) => rows.ListAsync(
        row => new KnownSpan(row.Text("authority"), row.Text("case_reference"), new(
            row.Text("request_id"), row.Instant("known_from"), row.InstantOrNull("known_to"), row.DayOrNull("received_on"), row.Flag("received_on_usable"),
            row.DayOrNull("assessment_decided_on"), row.TextOrNull("assessment_decision"), row.DayOrNull("issue_decided_on"), row.TextOrNull("issue_decision"),
            row.DayOrNull("plan_sent_on"), row.DayOrNull("closed_on"), row.TextOrNull("closed_reason"), row.Flag("exemption_claimed"),
            row.TextOrNull("cannot_compute_because"), row.IsNull("awaited_advice") ? null : row.Value<string[]>("awaited_advice"), row.Flag("awaits_setting"),
            row.DayOrNull("representations_to"), row.TextOrNull("team"), row.TextOrNull("area"), row.TextOrNull("primary_need"),
            row.Flag("after_mediation_or_tribunal"), row.DayOrNull("reopened_on"), row.DayOrNull("plan_last_day"), FormerHolders.Read(row))),
        cancellationToken);

    /// <summary>Forgets some spans and writes others, and tells the figures.</summary>
    internal static NpgsqlBatchCommand Write(SpanChange<KnownSpan> change)
    {
        var (command, spans) = (new NpgsqlBatchCommand(WriteSql), change.Written);
        AddKey(command, "gone_", change.Forgotten);
        AddKey(command, "", spans);
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
        Add("reopened_on", NpgsqlDbType.Date, known => known.ReopenedOn);
        Add("plan_last_day", NpgsqlDbType.Date, known => known.PlanLastDay);
        Add("held_before", NpgsqlDbType.Text, known => FormerHolders.Authorities(known.HeldBefore));
        Add("held_to", NpgsqlDbType.Text, known => FormerHolders.LastDays(known.HeldBefore));
        return command;

        void Add<T>(string name, NpgsqlDbType type, Func<KnownRequest, T> value) =>
            command.Parameters.Add(new(name, NpgsqlDbType.Array | type) { Value = spans.ConvertAll(span => value(span.Known)) });
    }

    private static void AddKey(NpgsqlBatchCommand command, string prefix, List<KnownSpan> spans)
    {
        command.Parameters.Add(new(prefix + "authority", spans.ConvertAll(span => span.Authority)));
        command.Parameters.Add(new(prefix + "case_reference", spans.ConvertAll(span => span.CaseReference)));
        command.Parameters.Add(new(prefix + "request_id", spans.ConvertAll(span => span.Known.RequestId)));
        command.Parameters.Add(new(prefix + "known_from", spans.ConvertAll(span => span.Known.KnownFrom.UtcDateTime)));
    }
}

namespace Ehcp.Reporting.Publishing.Bi;

/// <summary>
/// What Power BI, Grafana and the like may read: views of the schema <c>bi</c>, each with its version in its name, every column described in the database itself.
/// A reader sees the authorities that <c>bi_reader</c> gives its role, and a case only under a key that cannot be turned back.
/// </summary>
internal static class BiSchema
{
    internal const string Create = $"""
        create table bi_reader (role_name text not null, authority text collate "C" not null, primary key (role_name, authority));
        create table bi_key (is_only boolean primary key default true check (is_only), secret bytea not null);
        insert into bi_key (secret) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
        create table daily_queue (
          day date not null, authority text collate "C" not null, team text collate "C" not null, week text not null, open integer not null, with_exemption integer not null,
          primary key (day, authority, team, week));
        create table daily_queue_day (day date primary key, written_at timestamptz not null);
        create schema bi;

        create view bi.dim_authority_v1 with (security_barrier) as
        select distinct authority as authority_code from case_snapshot where {Sees};
        comment on view bi.dim_authority_v1 is 'Authorities with cases that the reader may see.';
        comment on column bi.dim_authority_v1.authority_code is 'ONS code.';

        create view bi.dim_date_v1 as
        select day::date as day, extract(year from day)::int as year, 'Q' || extract(quarter from day)::int as quarter, extract(month from day)::int as month,
               to_char(day, 'YYYY-MM') as year_month, extract(isodow from day)::int as weekday
        from generate_series(date '2014-09-01', current_date + 730, interval '1 day') as day;
        comment on view bi.dim_date_v1 is 'Every day from 1 September 2014 to two years ahead.';
        comment on column bi.dim_date_v1.day is 'The day.';
        comment on column bi.dim_date_v1.year is 'Calendar year.';
        comment on column bi.dim_date_v1.quarter is 'Quarter of the calendar year, Q1 to Q4.';
        comment on column bi.dim_date_v1.month is 'Month, 1 to 12.';
        comment on column bi.dim_date_v1.year_month is 'Year and month, to sort by.';
        comment on column bi.dim_date_v1.weekday is '1 for Monday to 7 for Sunday.';

        create view bi.fact_request_v1 with (security_barrier) as
        select authority as authority_code,
               encode(sha256((select secret from bi_key) || convert_to(authority || '/' || case_reference, 'UTF8')), 'hex') as case_key,
               request_id, coalesce(team, 'not-recorded') as team, coalesce(area, 'not-recorded') as area, coalesce(primary_need, 'not-recorded') as primary_need,
               received_on, received_on_usable and received_on is not null and cannot_compute_because is null as is_measurable,
               case when received_on_usable and cannot_compute_because is null then received_on + 140 end as last_day,
               assessment_decision, assessment_decided_on, issue_decision, issue_decided_on, plan_sent_on, closed_on, closed_reason,
               exemption_claimed as has_exemption, after_mediation_or_tribunal,
               case when plan_sent_on is not null then
                      case when not received_on_usable or received_on is null then 'plan-unusable-dates' when plan_sent_on <= received_on + 140 then 'plan-in-time' else 'plan-late' end
                    when assessment_decision = 'refuse' then 'refused-to-assess' when issue_decision = 'not-issue' then 'refused-to-issue'
                    when closed_on is not null then 'closed' else 'open' end as outcome,
               case when received_on_usable then plan_sent_on - received_on end as days_to_plan
        from known_request
        where known_to is null and {Sees};
        comment on view bi.fact_request_v1 is 'One row for each request for an assessment, as known now.';
        comment on column bi.fact_request_v1.authority_code is 'ONS code of the authority.';
        comment on column bi.fact_request_v1.case_key is 'The case, under a key that is the same in every view and cannot be turned back into its reference.';
        comment on column bi.fact_request_v1.request_id is 'The request within its case.';
        comment on column bi.fact_request_v1.team is 'Team that holds the case; not-recorded where nobody said.';
        comment on column bi.fact_request_v1.area is 'Area; not-recorded where nobody said.';
        comment on column bi.fact_request_v1.primary_need is 'SEN2 code of the primary need; not-recorded where nobody said.';
        comment on column bi.fact_request_v1.received_on is 'London date of receipt.';
        comment on column bi.fact_request_v1.is_measurable is 'Whether the 20 weeks can be measured from it.';
        comment on column bi.fact_request_v1.last_day is 'Last day on which the plan is in time: 140 days after receipt.';
        comment on column bi.fact_request_v1.assessment_decision is 'assess or refuse; null before it is decided.';
        comment on column bi.fact_request_v1.assessment_decided_on is 'Day the family was notified of it.';
        comment on column bi.fact_request_v1.issue_decision is 'issue or not-issue; null before it is decided.';
        comment on column bi.fact_request_v1.issue_decided_on is 'Day the family was notified of it.';
        comment on column bi.fact_request_v1.plan_sent_on is 'Day the final plan was sent: plans issued count by it.';
        comment on column bi.fact_request_v1.closed_on is 'Day it was closed without a plan.';
        comment on column bi.fact_request_v1.closed_reason is 'Why.';
        comment on column bi.fact_request_v1.has_exemption is 'Whether an exemption is claimed on the final plan: left out of the rate without exemptions.';
        comment on column bi.fact_request_v1.after_mediation_or_tribunal is 'Whether there was mediation or a tribunal before the plan.';
        comment on column bi.fact_request_v1.outcome is 'plan-in-time, plan-late, plan-unusable-dates, refused-to-assess, refused-to-issue, closed or open.';
        comment on column bi.fact_request_v1.days_to_plan is 'Days from receipt to plan; null where there is none, or they cannot be measured.';

        create view bi.fact_daily_queue_v1 with (security_barrier) as
        select day, authority as authority_code, team, week, open as open_requests, with_exemption from daily_queue where {Sees};
        comment on view bi.fact_daily_queue_v1 is 'The open requests of each London day that has ended, as known when it ended. Nobody can count them afterwards from what is known now.';
        comment on column bi.fact_daily_queue_v1.day is 'The London day.';
        comment on column bi.fact_daily_queue_v1.authority_code is 'ONS code of the authority.';
        comment on column bi.fact_daily_queue_v1.team is 'Team that held the cases; not-recorded where nobody said.';
        comment on column bi.fact_daily_queue_v1.week is 'Week of the process: 0 to 20, then 21-26, 27-39, 40-52 and 53+, which are overdue; cannot-compute where the date of receipt cannot be used.';
        comment on column bi.fact_daily_queue_v1.open_requests is 'Open requests.';
        comment on column bi.fact_daily_queue_v1.with_exemption is 'Of them, those with an exemption claimed on the final plan.';
        """;

    internal const string Drop = "drop schema bi cascade; drop table bi_reader, bi_key, daily_queue, daily_queue_day";

    /// <summary>Makes the role that readers are given: it can read the views for half a minute at a time, and nothing else.</summary>
    internal const string Role = """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'ehcp_bi') then create role ehcp_bi nologin; end if;
        end $$;
        grant usage on schema bi to ehcp_bi;
        grant select on all tables in schema bi to ehcp_bi;
        """;

    // A view reads with its owner's rights, but knows who asks.
    private const string Sees = "('*' in (select r.authority from bi_reader r where r.role_name = current_user) or authority in (select r.authority from bi_reader r where r.role_name = current_user))";
}

-- A view reads with its owner's rights, but knows who asks.
create or replace view bi.fact_request_v1 with (security_barrier) as
select authority as authority_code,
       encode(sha256((select secret from bi_key) || convert_to(authority || '/' || case_reference, 'UTF8')), 'hex') as case_key,
       request_id, coalesce(team, 'not-recorded') as team, coalesce(area, 'not-recorded') as area, coalesce(primary_need, 'not-recorded') as primary_need,
       received_on, last_day is not null as is_measurable, last_day,
       assessment_decision, assessment_decided_on, issue_decision, issue_decided_on, plan_sent_on, closed_on, closed_reason,
       exemption_claimed as has_exemption, after_mediation_or_tribunal, outcome,
       plan_sent_on - measured_from(received_on, received_on_usable) as days_to_plan
from known_request
where known_to is null and ('*' in (select r.authority from bi_reader r where r.role_name = current_user)
       or authority in (select r.authority from bi_reader r where r.role_name = current_user));
comment on view bi.fact_request_v1 is 'One row for each request for an assessment, as known now.';
comment on column bi.fact_request_v1.authority_code is 'ONS code of the authority.';
comment on column bi.fact_request_v1.case_key is 'The case, under a key that is the same in every view and cannot be turned back into its reference.';
comment on column bi.fact_request_v1.request_id is 'The request within its case.';
comment on column bi.fact_request_v1.team is 'Team that holds the case; not-recorded where nobody said.';
comment on column bi.fact_request_v1.area is 'Area; not-recorded where nobody said.';
comment on column bi.fact_request_v1.primary_need is 'SEN2 code of the primary need; not-recorded where nobody said.';
comment on column bi.fact_request_v1.received_on is 'London date of receipt.';
comment on column bi.fact_request_v1.is_measurable is 'Whether the 20 weeks can be measured from it.';
comment on column bi.fact_request_v1.last_day is 'Last day on which the plan is in time: of the 20 weeks or, where a refusal was reversed, of the limit that then applies.';
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

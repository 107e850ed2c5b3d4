-- From the catalogue of measures: EHCP_WRITE_DOCS=1 and the tests of Reporting write it anew.
-- What a request counts as while it is known like this, measure by measure: outcome and flags as one number, the day it is counted by, for whom,
-- and how many days it took where that is summed too.
create or replace function counts_of_request(request known_request) returns table (measure smallint, slot smallint, day date, authority text, days integer)
language sql stable parallel safe as $$
  select counted.measure, counted.slot, counted.day,
         held_on(counted.done_on, request.authority, request.held_before, request.held_to), coalesce(counted.days, 0)
  from (values
    -- plans-issued
    (1::smallint,
     (case request.outcome
        when 'plan-unusable-dates' then 3
        when 'plan-in-time' then 0
        else case when request.plan_sent_on <= request.received_on + 364 then 1
                  else 2 end end
      + case when request.exemption_claimed then 4 else 0 end
      + case when request.after_mediation_or_tribunal then 8 else 0 end)::smallint,
     request.plan_sent_on,
     request.plan_sent_on, request.plan_sent_on - measured_from(request.received_on, request.received_on_usable)),
    -- requests-received
    (2::smallint,
     (case request.outcome
        when 'plan-in-time' then 0
        when 'plan-late' then 1
        when 'refused-to-assess' then 3
        when 'refused-to-issue' then 4
        when 'closed' then 5
        when 'plan-unusable-dates' then 6
        else case when request.last_day is null then 6 else 2 end end
      + case when request.exemption_claimed then 8 else 0 end)::smallint,
     coalesce(request.received_on, '-infinity'),
     null::date, null::integer),
    -- decisions-to-assess
    (3::smallint,
     (case when request.assessment_decided_on >= measured_from(request.received_on, request.received_on_usable) then
             case when request.assessment_decided_on <= measured_from(request.received_on, request.received_on_usable) + 42 then 0 else 1 end
           else 2 end)::smallint,
     request.assessment_decided_on,
     request.assessment_decided_on, null::integer),
    -- requests-decided
    (7::smallint,
     (case when request.assessment_decided_on is not null then
             case when request.assessment_decided_on >= measured_from(request.received_on, request.received_on_usable) then
                    case when request.assessment_decided_on
                                <= measured_from(request.received_on, request.received_on_usable) + 42
                         then 0 else 1 end
                  else 4 end
           when request.assessment_decision is not null then 4
           when request.outcome = 'closed' then 3
           when request.outcome = 'open' and measured_from(request.received_on, request.received_on_usable) is not null then 2
           else 4 end)::smallint,
     coalesce(request.received_on, '-infinity'),
     request.assessment_decided_on, null::integer),
    -- refusals-to-issue
    (4::smallint,
     (case when request.issue_decided_on >= measured_from(request.received_on, request.received_on_usable) then
             case when request.issue_decided_on <= measured_from(request.received_on, request.received_on_usable) + 112 then 0 else 1 end
           else 2 end)::smallint,
     case when request.issue_decision = 'not-issue' then request.issue_decided_on end,
     request.issue_decided_on, null::integer),
    -- refusals-reversed
    (11::smallint,
     (case when request.assessment_decision = 'refuse' then 0 when request.issue_decision = 'not-issue' then 4 else 8 end
      + case when request.plan_sent_on is null then 0
             when request.plan_last_day is null then 3
             when request.plan_sent_on <= request.plan_last_day then 1
             else 2 end)::smallint,
     request.reopened_on,
     request.reopened_on, null::integer)
  ) as counted (measure, slot, day, done_on, days)
  where counted.day is not null
$$;

-- What lists, figures and pages read requests by. Every word about a request that depends on a day is said here.

-- Of each request the one span that is known at an instant. known_at: null is now. authorities: ONS codes; null is every authority there is.
create or replace function requests_known(known_at timestamptz, authorities text[]) returns setof known_request
language sql stable parallel safe as $$
  select r.* from known_request r
  where ((known_at is null and r.known_to is null)
         or (known_at is not null and r.known_from <= known_at and (r.known_to is null or r.known_to > known_at)))
    and (authorities is null or r.authority = any(authorities))
$$;

-- Days since receipt on a day; null where the 20 weeks cannot be measured.
create or replace function days_since_receipt(request known_request, day date) returns integer language sql immutable parallel safe
  return case when (request).last_day is not null then greatest(0, day - (request).received_on) end;

-- Overdue, in the one meaning that caseload, lists, queue and what-if have: past the last day of the limit that applies, with or without an exemption.
create or replace function is_overdue(last_day date, day date) returns boolean language sql immutable parallel safe
  return coalesce(last_day < day, false);

-- Week of the process after so many days: week 0 is the day of receipt, week n the seven days that end with the last day of a limit of n weeks.
create or replace function week_after(days integer) returns integer language sql immutable parallel safe
  return (days + 6) / 7;

-- Whose move it is while a request is open. The first that fits: nobody is asked for advice before the decision to assess.
create or replace function waits_for(request known_request, day date) returns text[] language sql stable parallel safe
  return case when (request).assessment_decision is null then array['authority']
              when (request).awaited_advice is not null
                then string_to_array('advice:' || array_to_string((request).awaited_advice, ',advice:'), ',')
              when (request).representations_to >= day then array['family']
              when (request).awaits_setting then array['setting']
              else array['authority'] end;

-- The last of all days on which something ended it: a refusal, the plan that followed, a closing. Null where nothing did.
create or replace function last_end_of(request known_request) returns date language sql immutable parallel safe
  return greatest((request).plan_sent_on, (request).closed_on,
                  case when (request).assessment_decision = 'refuse' then (request).assessment_decided_on end,
                  case when (request).issue_decision = 'not-issue' then (request).issue_decided_on end);

-- The requests without an outcome, with their age on a day and whose move it is then.
create or replace function requests_open(known_at timestamptz, authorities text[], on_day date) returns table (
  authority text, case_reference text, request_id text, received_on date, last_day date, days integer, week integer, waiting_on text[], team text,
  exemption_claimed boolean, after_mediation_or_tribunal boolean, cannot_compute_because text)
language sql stable parallel safe as $$
  select r.authority, r.case_reference, r.request_id, r.received_on, r.last_day, days_since_receipt(r, on_day), week_after(days_since_receipt(r, on_day)),
         waits_for(r, on_day), r.team, r.exemption_claimed, r.after_mediation_or_tribunal, r.cannot_compute_because
  from requests_known(known_at, authorities) as r
  where r.outcome = 'open'
$$;

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA bi;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.known_duty (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    duty text NOT NULL COLLATE pg_catalog."C",
    duty_id text NOT NULL COLLATE pg_catalog."C",
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone,
    due_on date,
    done_on date,
    closed_on date,
    team text COLLATE pg_catalog."C",
    area text COLLATE pg_catalog."C",
    primary_need text COLLATE pg_catalog."C",
    held_before text[],
    held_to date[]
);
CREATE FUNCTION public.counts_of_duty(duty public.known_duty) RETURNS TABLE(measure smallint, slot smallint, day date, authority text, days integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select counted.measure, counted.slot, counted.day,
         held_on(counted.done_on, duty.authority, duty.held_before, duty.held_to), coalesce(counted.days, 0)
  from (values
    -- annual-reviews
    (8::smallint,
     (case when duty.done_on is not null then
             case when duty.done_on <= duty.due_on then 0 else 1 end
           when duty.closed_on is not null then 3
           else 2 end)::smallint,
     case when duty.duty = 'annual-review' then duty.due_on end,
     duty.done_on, null::integer),
    -- phase-transfers
    (9::smallint,
     (case when duty.done_on is not null then
             case when duty.done_on <= duty.due_on then 0 else 1 end
           when duty.closed_on is not null then 3
           else 2 end)::smallint,
     case when duty.duty = 'phase-transfer' then duty.due_on end,
     duty.done_on, null::integer),
    -- exemptions-told
    (10::smallint,
     (case when duty.done_on is not null then 0 else 2 end)::smallint,
     case when duty.duty = 'exemption-told' then duty.due_on end,
     duty.done_on, null::integer)
  ) as counted (measure, slot, day, done_on, days)
  where counted.day is not null
$$;
CREATE FUNCTION public.measured_from(day date, is_usable boolean) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN is_usable THEN day ELSE NULL::date END;
CREATE FUNCTION public.refusal_stands(decided_on date, reopened_on date) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE((decided_on > reopened_on), true);
CREATE FUNCTION public.twenty_weeks_after(day date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (day + 140);
CREATE TABLE public.known_request (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    request_id text NOT NULL COLLATE pg_catalog."C",
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone,
    received_on date,
    received_on_usable boolean NOT NULL,
    assessment_decided_on date,
    assessment_decision text COLLATE pg_catalog."C",
    issue_decided_on date,
    issue_decision text COLLATE pg_catalog."C",
    plan_sent_on date,
    closed_on date,
    closed_reason text COLLATE pg_catalog."C",
    exemption_claimed boolean NOT NULL,
    cannot_compute_because text COLLATE pg_catalog."C",
    awaited_advice text[],
    awaits_setting boolean NOT NULL,
    representations_to date,
    team text COLLATE pg_catalog."C",
    area text COLLATE pg_catalog."C",
    primary_need text COLLATE pg_catalog."C",
    after_mediation_or_tribunal boolean NOT NULL,
    reopened_on date,
    plan_last_day date,
    held_before text[],
    held_to date[],
    outcome text GENERATED ALWAYS AS (
CASE
    WHEN (plan_sent_on IS NOT NULL) THEN
    CASE
        WHEN (public.measured_from(received_on, received_on_usable) IS NULL) THEN 'plan-unusable-dates'::text
        WHEN (plan_sent_on <= public.twenty_weeks_after(received_on)) THEN 'plan-in-time'::text
        ELSE 'plan-late'::text
    END
    WHEN ((assessment_decision = 'refuse'::text) AND public.refusal_stands(assessment_decided_on, reopened_on)) THEN 'refused-to-assess'::text
    WHEN ((issue_decision = 'not-issue'::text) AND public.refusal_stands(issue_decided_on, reopened_on)) THEN 'refused-to-issue'::text
    WHEN (closed_on IS NOT NULL) THEN 'closed'::text
    ELSE 'open'::text
END) STORED NOT NULL COLLATE pg_catalog."C",
    ended_on date GENERATED ALWAYS AS (
CASE
    WHEN (plan_sent_on IS NOT NULL) THEN plan_sent_on
    WHEN ((assessment_decision = 'refuse'::text) AND public.refusal_stands(assessment_decided_on, reopened_on)) THEN assessment_decided_on
    WHEN ((issue_decision = 'not-issue'::text) AND public.refusal_stands(issue_decided_on, reopened_on)) THEN issue_decided_on
    ELSE closed_on
END) STORED,
    last_day date GENERATED ALWAYS AS (
CASE
    WHEN ((cannot_compute_because IS NULL) AND (public.measured_from(received_on, received_on_usable) IS NOT NULL)) THEN
    CASE
        WHEN ((plan_sent_on IS NULL) AND (reopened_on IS NOT NULL)) THEN COALESCE(plan_last_day, public.twenty_weeks_after(received_on))
        ELSE public.twenty_weeks_after(received_on)
    END
    ELSE NULL::date
END) STORED
);
CREATE FUNCTION public.counts_of_request(request public.known_request) RETURNS TABLE(measure smallint, slot smallint, day date, authority text, days integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
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
CREATE TABLE public.known_review (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    review_id text NOT NULL COLLATE pg_catalog."C",
    known_from timestamp with time zone NOT NULL,
    known_to timestamp with time zone,
    meeting_held_on date,
    dates_usable boolean NOT NULL,
    decided_on date,
    decision text COLLATE pg_catalog."C",
    amended_plan_sent_on date,
    team text COLLATE pg_catalog."C",
    area text COLLATE pg_catalog."C",
    primary_need text COLLATE pg_catalog."C",
    held_before text[],
    held_to date[]
);
CREATE FUNCTION public.counts_of_review(review public.known_review) RETURNS TABLE(measure smallint, slot smallint, day date, authority text, days integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select counted.measure, counted.slot, counted.day,
         held_on(counted.done_on, review.authority, review.held_before, review.held_to), coalesce(counted.days, 0)
  from (values
    -- review-decisions
    (5::smallint,
     (case when review.decided_on >= measured_from(review.meeting_held_on, review.dates_usable) then
             case when review.decided_on <= measured_from(review.meeting_held_on, review.dates_usable) + 28 then 0 else 1 end
           else 2 end)::smallint,
     review.decided_on,
     review.decided_on, null::integer),
    -- amended-plans
    (6::smallint,
     (case when review.amended_plan_sent_on >= measured_from(review.meeting_held_on, review.dates_usable) then
             case when review.amended_plan_sent_on <= measured_from(review.meeting_held_on, review.dates_usable) + 84 then 0 else 1 end
           else 2 end)::smallint,
     review.amended_plan_sent_on,
     review.amended_plan_sent_on, null::integer)
  ) as counted (measure, slot, day, done_on, days)
  where counted.day is not null
$$;
CREATE FUNCTION public.days_since_receipt(request public.known_request, day date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((request).last_day IS NOT NULL) THEN GREATEST(0, (day - (request).received_on)) ELSE NULL::integer END;
CREATE FUNCTION public.held_on(day date, authority text, held_before text[], held_to date[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (held_before IS NULL) THEN authority ELSE COALESCE((SELECT earlier.former FROM UNNEST(held_on.held_before, held_on.held_to) WITH ORDINALITY earlier(former, last_day, place) WHERE (held_on.day <= earlier.last_day) ORDER BY earlier.place LIMIT 1), authority) END;
CREATE FUNCTION public.is_overdue(last_day date, day date) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN COALESCE((last_day < day), false);
CREATE FUNCTION public.last_end_of(request public.known_request) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN GREATEST((request).plan_sent_on, (request).closed_on, CASE WHEN ((request).assessment_decision = 'refuse'::text) THEN (request).assessment_decided_on ELSE NULL::date END, CASE WHEN ((request).issue_decision = 'not-issue'::text) THEN (request).issue_decided_on ELSE NULL::date END);
CREATE FUNCTION public.refuse_access_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'The access log is append-only.' using errcode = 'integrity_constraint_violation'; end $$;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'What was published stays.' using errcode = 'integrity_constraint_violation'; end $$;
CREATE FUNCTION public.refuse_reconciliation_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'A reconciliation that was made stays.' using errcode = 'integrity_constraint_violation'; end $$;
CREATE FUNCTION public.refuse_report_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'A report that was made stays.' using errcode = 'integrity_constraint_violation'; end $$;
CREATE FUNCTION public.requests_known(known_at timestamp with time zone, authorities text[]) RETURNS SETOF public.known_request
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select r.* from known_request r
  where ((known_at is null and r.known_to is null)
         or (known_at is not null and r.known_from <= known_at and (r.known_to is null or r.known_to > known_at)))
    and (authorities is null or r.authority = any(authorities))
$$;
CREATE FUNCTION public.requests_open(known_at timestamp with time zone, authorities text[], on_day date) RETURNS TABLE(authority text, case_reference text, request_id text, received_on date, last_day date, days integer, week integer, waiting_on text[], team text, exemption_claimed boolean, after_mediation_or_tribunal boolean, cannot_compute_because text)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select r.authority, r.case_reference, r.request_id, r.received_on, r.last_day, days_since_receipt(r, on_day), week_after(days_since_receipt(r, on_day)),
         waits_for(r, on_day), r.team, r.exemption_claimed, r.after_mediation_or_tribunal, r.cannot_compute_because
  from requests_known(known_at, authorities) as r
  where r.outcome = 'open'
$$;
CREATE FUNCTION public.waits_for(request public.known_request, day date) RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN ((request).assessment_decision IS NULL) THEN ARRAY['authority'::text] WHEN ((request).awaited_advice IS NOT NULL) THEN string_to_array(('advice:'::text || array_to_string((request).awaited_advice, ',advice:'::text)), ','::text) WHEN ((request).representations_to >= day) THEN ARRAY['family'::text] WHEN (request).awaits_setting THEN ARRAY['setting'::text] ELSE ARRAY['authority'::text] END;
CREATE FUNCTION public.week_after(days integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((days + 6) / 7);
CREATE TABLE public.bi_reader (
    role_name text NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.case_snapshot (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    rules_year integer NOT NULL,
    rules_number integer NOT NULL,
    facts integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    body bytea NOT NULL,
    minutes_before integer[] DEFAULT '{}'::integer[] NOT NULL,
    recorded_minutes integer[] DEFAULT '{}'::integer[] NOT NULL,
    rules_from timestamp with time zone
)
WITH (toast_tuple_target='8160');
ALTER TABLE ONLY public.case_snapshot ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE VIEW bi.dim_authority_v1 WITH (security_barrier='true') AS
 SELECT DISTINCT case_snapshot.authority AS authority_code
   FROM public.case_snapshot
  WHERE (('*'::text IN ( SELECT r.authority
           FROM public.bi_reader r
          WHERE (r.role_name = CURRENT_USER))) OR (case_snapshot.authority IN ( SELECT r.authority
           FROM public.bi_reader r
          WHERE (r.role_name = CURRENT_USER))));
COMMENT ON VIEW bi.dim_authority_v1 IS 'Authorities with cases that the reader may see.';
COMMENT ON COLUMN bi.dim_authority_v1.authority_code IS 'ONS code.';
CREATE VIEW bi.dim_date_v1 AS
 SELECT (day.day)::date AS day,
    (EXTRACT(year FROM day.day))::integer AS year,
    ('Q'::text || (EXTRACT(quarter FROM day.day))::integer) AS quarter,
    (EXTRACT(month FROM day.day))::integer AS month,
    to_char(day.day, 'YYYY-MM'::text) AS year_month,
    (EXTRACT(isodow FROM day.day))::integer AS weekday
   FROM generate_series(('2014-09-01'::date)::timestamp with time zone, ((CURRENT_DATE + 730))::timestamp with time zone, '1 day'::interval) day(day);
COMMENT ON VIEW bi.dim_date_v1 IS 'Every day from 1 September 2014 to two years ahead.';
COMMENT ON COLUMN bi.dim_date_v1.day IS 'The day.';
COMMENT ON COLUMN bi.dim_date_v1.year IS 'Calendar year.';
COMMENT ON COLUMN bi.dim_date_v1.quarter IS 'Quarter of the calendar year, Q1 to Q4.';
COMMENT ON COLUMN bi.dim_date_v1.month IS 'Month, 1 to 12.';
COMMENT ON COLUMN bi.dim_date_v1.year_month IS 'Year and month, to sort by.';
COMMENT ON COLUMN bi.dim_date_v1.weekday IS '1 for Monday to 7 for Sunday.';
CREATE TABLE public.daily_queue (
    day date NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    team text NOT NULL COLLATE pg_catalog."C",
    week text NOT NULL,
    open integer NOT NULL,
    with_exemption integer NOT NULL
);
CREATE VIEW bi.fact_daily_queue_v1 WITH (security_barrier='true') AS
 SELECT daily_queue.day,
    daily_queue.authority AS authority_code,
    daily_queue.team,
    daily_queue.week,
    daily_queue.open AS open_requests,
    daily_queue.with_exemption
   FROM public.daily_queue
  WHERE (('*'::text IN ( SELECT r.authority
           FROM public.bi_reader r
          WHERE (r.role_name = CURRENT_USER))) OR (daily_queue.authority IN ( SELECT r.authority
           FROM public.bi_reader r
          WHERE (r.role_name = CURRENT_USER))));
COMMENT ON VIEW bi.fact_daily_queue_v1 IS 'The open requests of each London day that has ended, as known when it ended. Nobody can count them afterwards from what is known now.';
COMMENT ON COLUMN bi.fact_daily_queue_v1.day IS 'The London day.';
COMMENT ON COLUMN bi.fact_daily_queue_v1.authority_code IS 'ONS code of the authority.';
COMMENT ON COLUMN bi.fact_daily_queue_v1.team IS 'Team that held the cases; not-recorded where nobody said.';
COMMENT ON COLUMN bi.fact_daily_queue_v1.week IS 'Week of the process: 0 to 20, then 21-26, 27-39, 40-52 and 53+, which are overdue; cannot-compute where the date of receipt cannot be used.';
COMMENT ON COLUMN bi.fact_daily_queue_v1.open_requests IS 'Open requests.';
COMMENT ON COLUMN bi.fact_daily_queue_v1.with_exemption IS 'Of them, those with an exemption claimed on the final plan.';
CREATE TABLE public.bi_key (
    is_only boolean DEFAULT true NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT bi_key_is_only_check CHECK (is_only)
);
CREATE VIEW bi.fact_request_v1 WITH (security_barrier='true') AS
 SELECT known_request.authority AS authority_code,
    encode(sha256((( SELECT bi_key.secret
           FROM public.bi_key) || convert_to(((known_request.authority || '/'::text) || known_request.case_reference), 'UTF8'::name))), 'hex'::text) AS case_key,
    known_request.request_id,
    COALESCE(known_request.team, 'not-recorded'::text) AS team,
    COALESCE(known_request.area, 'not-recorded'::text) AS area,
    COALESCE(known_request.primary_need, 'not-recorded'::text) AS primary_need,
    known_request.received_on,
    (known_request.last_day IS NOT NULL) AS is_measurable,
    known_request.last_day,
    known_request.assessment_decision,
    known_request.assessment_decided_on,
    known_request.issue_decision,
    known_request.issue_decided_on,
    known_request.plan_sent_on,
    known_request.closed_on,
    known_request.closed_reason,
    known_request.exemption_claimed AS has_exemption,
    known_request.after_mediation_or_tribunal,
    known_request.outcome,
    (known_request.plan_sent_on - public.measured_from(known_request.received_on, known_request.received_on_usable)) AS days_to_plan
   FROM public.known_request
  WHERE ((known_request.known_to IS NULL) AND (('*'::text IN ( SELECT r.authority
           FROM public.bi_reader r
          WHERE (r.role_name = CURRENT_USER))) OR (known_request.authority IN ( SELECT r.authority
           FROM public.bi_reader r
          WHERE (r.role_name = CURRENT_USER)))));
COMMENT ON VIEW bi.fact_request_v1 IS 'One row for each request for an assessment, as known now.';
COMMENT ON COLUMN bi.fact_request_v1.authority_code IS 'ONS code of the authority.';
COMMENT ON COLUMN bi.fact_request_v1.case_key IS 'The case, under a key that is the same in every view and cannot be turned back into its reference.';
COMMENT ON COLUMN bi.fact_request_v1.request_id IS 'The request within its case.';
COMMENT ON COLUMN bi.fact_request_v1.team IS 'Team that holds the case; not-recorded where nobody said.';
COMMENT ON COLUMN bi.fact_request_v1.area IS 'Area; not-recorded where nobody said.';
COMMENT ON COLUMN bi.fact_request_v1.primary_need IS 'SEN2 code of the primary need; not-recorded where nobody said.';
COMMENT ON COLUMN bi.fact_request_v1.received_on IS 'London date of receipt.';
COMMENT ON COLUMN bi.fact_request_v1.is_measurable IS 'Whether the 20 weeks can be measured from it.';
COMMENT ON COLUMN bi.fact_request_v1.last_day IS 'Last day on which the plan is in time: of the 20 weeks or, where a refusal was reversed, of the limit that then applies.';
COMMENT ON COLUMN bi.fact_request_v1.assessment_decision IS 'assess or refuse; null before it is decided.';
COMMENT ON COLUMN bi.fact_request_v1.assessment_decided_on IS 'Day the family was notified of it.';
COMMENT ON COLUMN bi.fact_request_v1.issue_decision IS 'issue or not-issue; null before it is decided.';
COMMENT ON COLUMN bi.fact_request_v1.issue_decided_on IS 'Day the family was notified of it.';
COMMENT ON COLUMN bi.fact_request_v1.plan_sent_on IS 'Day the final plan was sent: plans issued count by it.';
COMMENT ON COLUMN bi.fact_request_v1.closed_on IS 'Day it was closed without a plan.';
COMMENT ON COLUMN bi.fact_request_v1.closed_reason IS 'Why.';
COMMENT ON COLUMN bi.fact_request_v1.has_exemption IS 'Whether an exemption is claimed on the final plan: left out of the rate without exemptions.';
COMMENT ON COLUMN bi.fact_request_v1.after_mediation_or_tribunal IS 'Whether there was mediation or a tribunal before the plan.';
COMMENT ON COLUMN bi.fact_request_v1.outcome IS 'plan-in-time, plan-late, plan-unusable-dates, refused-to-assess, refused-to-issue, closed or open.';
COMMENT ON COLUMN bi.fact_request_v1.days_to_plan IS 'Days from receipt to plan; null where there is none, or they cannot be measured.';
CREATE TABLE public."__EFMigrationsHistory" (
    migration_id character varying(150) NOT NULL,
    product_version character varying(32) NOT NULL
);
CREATE TABLE public.access_record (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    caller text NOT NULL COLLATE pg_catalog."C",
    caller_id text COLLATE pg_catalog."C",
    what text NOT NULL COLLATE pg_catalog."C",
    outcome text DEFAULT 'shown'::text NOT NULL COLLATE pg_catalog."C",
    authority text COLLATE pg_catalog."C",
    case_references text[],
    subjects text[],
    query text COLLATE pg_catalog."C",
    cases integer NOT NULL
);
ALTER TABLE public.access_record ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.access_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.announced_span (
    span_from timestamp with time zone NOT NULL,
    span_to timestamp with time zone NOT NULL
);
CREATE TABLE public.api_key (
    name text NOT NULL COLLATE pg_catalog."C",
    scopes text[] NOT NULL,
    sources text[] NOT NULL,
    authorities text[] NOT NULL,
    requests_per_minute integer,
    daily_quota integer,
    expires_on date,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by text,
    last_used_at timestamp with time zone,
    used bigint DEFAULT 0 NOT NULL,
    used_on date,
    CONSTRAINT ck_api_key_daily_quota CHECK ((daily_quota > 0)),
    CONSTRAINT ck_api_key_requests_per_minute CHECK ((requests_per_minute > 0)),
    CONSTRAINT ck_api_key_revoked CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
);
CREATE TABLE public.api_key_secret (
    sha256 bytea NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp with time zone NOT NULL,
    valid_until timestamp with time zone,
    CONSTRAINT ck_api_key_secret_sha256 CHECK ((length(sha256) = 32))
);
CREATE TABLE public.completeness (
    is_only boolean DEFAULT true NOT NULL,
    complete_to timestamp with time zone,
    announced_to timestamp with time zone,
    CONSTRAINT completeness_is_only_check CHECK (is_only)
);
CREATE TABLE public.counted_change (
    minute timestamp with time zone NOT NULL,
    change integer NOT NULL
);
CREATE TABLE public.daily_queue_day (
    day date NOT NULL,
    written_at timestamp with time zone NOT NULL
);
CREATE TABLE public.data_protection_keys (
    id integer NOT NULL,
    friendly_name text COLLATE pg_catalog."C",
    xml text COLLATE pg_catalog."C"
);
ALTER TABLE public.data_protection_keys ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.data_protection_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.figure_change (
    measure smallint NOT NULL,
    slot smallint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    known_at timestamp with time zone NOT NULL,
    team text COLLATE pg_catalog."C",
    area text COLLATE pg_catalog."C",
    need text COLLATE pg_catalog."C",
    change integer NOT NULL,
    days integer NOT NULL
);
CREATE TABLE public.figure_change_new (
    measure smallint NOT NULL,
    slot smallint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    known_at timestamp with time zone NOT NULL,
    team text COLLATE pg_catalog."C",
    area text COLLATE pg_catalog."C",
    need text COLLATE pg_catalog."C",
    change integer NOT NULL,
    days integer NOT NULL
);
CREATE TABLE public.figure_counting (
    version integer NOT NULL
);
CREATE TABLE public.figure_known_sum (
    measure smallint NOT NULL,
    breakdown smallint NOT NULL,
    months smallint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    first date NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    known_month date NOT NULL,
    n0 integer NOT NULL,
    n1 integer NOT NULL,
    n2 integer NOT NULL,
    n3 integer NOT NULL,
    n4 integer NOT NULL,
    n5 integer NOT NULL,
    n6 integer NOT NULL,
    n7 integer NOT NULL,
    n8 integer NOT NULL,
    n9 integer NOT NULL,
    n10 integer NOT NULL,
    n11 integer NOT NULL,
    n12 integer NOT NULL,
    n13 integer NOT NULL,
    n14 integer NOT NULL,
    n15 integer NOT NULL,
    d0 integer NOT NULL,
    d1 integer NOT NULL,
    d2 integer NOT NULL,
    d3 integer NOT NULL
)
WITH (fillfactor='80');
CREATE TABLE public.figure_sum (
    measure smallint NOT NULL,
    breakdown smallint NOT NULL,
    months smallint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    first date NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    n0 integer NOT NULL,
    n1 integer NOT NULL,
    n2 integer NOT NULL,
    n3 integer NOT NULL,
    n4 integer NOT NULL,
    n5 integer NOT NULL,
    n6 integer NOT NULL,
    n7 integer NOT NULL,
    n8 integer NOT NULL,
    n9 integer NOT NULL,
    n10 integer NOT NULL,
    n11 integer NOT NULL,
    n12 integer NOT NULL,
    n13 integer NOT NULL,
    n14 integer NOT NULL,
    n15 integer NOT NULL,
    d0 integer NOT NULL,
    d1 integer NOT NULL,
    d2 integer NOT NULL,
    d3 integer NOT NULL
)
WITH (fillfactor='80');
CREATE TABLE public.public_edition (
    id bigint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    published_at timestamp with time zone NOT NULL,
    known_at timestamp with time zone NOT NULL,
    published_by text NOT NULL,
    threshold integer NOT NULL,
    round_to integer NOT NULL,
    note text,
    years jsonb NOT NULL
);
ALTER TABLE public.public_edition ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.public_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reconciliation (
    number bigint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    on_day date NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    rules text NOT NULL,
    calendar text NOT NULL,
    closed_cases boolean NOT NULL,
    compared text[] NOT NULL,
    rows_read integer NOT NULL,
    refused_rows integer NOT NULL,
    unread_cells integer NOT NULL,
    same integer NOT NULL,
    different integer NOT NULL,
    only_with_them integer NOT NULL,
    only_with_us integer NOT NULL,
    another_date integer NOT NULL,
    another_deadline integer NOT NULL,
    another_status integer NOT NULL
);
CREATE TABLE public.reconciliation_difference (
    number bigint NOT NULL,
    id integer NOT NULL,
    case_reference text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    item text NOT NULL COLLATE pg_catalog."C",
    theirs text COLLATE pg_catalog."C",
    ours text COLLATE pg_catalog."C",
    rule text COLLATE pg_catalog."C",
    legal_source text,
    working text
);
CREATE TABLE public.reconciliation_error (
    number bigint NOT NULL,
    place integer NOT NULL,
    line bigint NOT NULL,
    field text COLLATE pg_catalog."C",
    rule text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.reconciliation_mark (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    item text NOT NULL COLLATE pg_catalog."C",
    theirs text NOT NULL COLLATE pg_catalog."C",
    ours text NOT NULL COLLATE pg_catalog."C",
    mark text NOT NULL COLLATE pg_catalog."C",
    marked_by text NOT NULL,
    marked_at timestamp with time zone NOT NULL
);
ALTER TABLE public.reconciliation ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.reconciliation_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.recorded_minute (
    minute timestamp with time zone NOT NULL,
    announced integer DEFAULT 0 NOT NULL,
    counted integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.report (
    number bigint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    month date NOT NULL,
    known_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by text NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE public.report ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.report_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rules_release (
    rules_year integer NOT NULL,
    rules_number integer NOT NULL,
    took_effect_at timestamp with time zone NOT NULL
);
CREATE TABLE public.schema_script (
    name text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.watch (
    concern text NOT NULL COLLATE pg_catalog."C",
    looked_at timestamp with time zone NOT NULL,
    well_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone
);
INSERT INTO public."__EFMigrationsHistory" VALUES ('20261127160003_Initial', '10.0.15');
INSERT INTO public.bi_key VALUES (true, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
INSERT INTO public.completeness VALUES (true, NULL, NULL);
INSERT INTO public.schema_script VALUES ('0001-initial.sql', '6b252714782be323e492e647c6be65090b66425de695ed52e4f4bd843c5cabd2', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/bi_dim_authority_v1.sql', '9e1e48152cc12b5bb1044f4b029a491d1549eab6cf20fd5b2be19dfe075c1722', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/bi_dim_date_v1.sql', '501b94c3b6bbcfd8d178a2a5b0115d3d1102d130bba7e294b2136140fd5432d7', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/bi_fact_daily_queue_v1.sql', '80a61298196bd68c75dbc0bc3bad954a06ff7ed680c3d5a0ad2a576f59e5f607', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/bi_fact_request_v1.sql', '6c5da9f37042ffd002dd228403f2e105fbdcc4edce2bd547229e63a2ce9e4108', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/counts_of_duty.sql', 'f58cc5ce640fb19933fe7602cdd9b9241212c276e2a6f829601866dd5bb4b558', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/counts_of_request.sql', '65012ceeb36f120000dcdb04c7210f3e58fc49f4ebc1a95cb42abf5a101ebd1c', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/counts_of_review.sql', '5c6c6391a94e96603c7f61b426e883ba6fbdf5708f6ffda4ae62545ef30ccbb5', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/known_requests.sql', 'e9637797cccbede15c0ecf13181043e7f37db5f24f936abba558272163b8f3a8', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('views/readers_may_read.sql', 'bf69ede3ecdfe48b637044e459220bedd1ffe0dc3a2d30095c681dc5f8f3b43f', '2000-01-01 00:00:00+00');
SELECT pg_catalog.setval('public.access_record_id_seq', 1, false);
SELECT pg_catalog.setval('public.data_protection_keys_id_seq', 1, false);
SELECT pg_catalog.setval('public.public_edition_id_seq', 1, false);
SELECT pg_catalog.setval('public.reconciliation_number_seq', 1, false);
SELECT pg_catalog.setval('public.report_number_seq', 1, false);
ALTER TABLE ONLY public.announced_span
    ADD CONSTRAINT announced_span_pkey PRIMARY KEY (span_from);
ALTER TABLE ONLY public.bi_key
    ADD CONSTRAINT bi_key_pkey PRIMARY KEY (is_only);
ALTER TABLE ONLY public.bi_reader
    ADD CONSTRAINT bi_reader_pkey PRIMARY KEY (role_name, authority);
ALTER TABLE ONLY public.completeness
    ADD CONSTRAINT completeness_pkey PRIMARY KEY (is_only);
ALTER TABLE ONLY public.daily_queue_day
    ADD CONSTRAINT daily_queue_day_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.daily_queue
    ADD CONSTRAINT daily_queue_pkey PRIMARY KEY (day, authority, team, week);
ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT pk___ef_migrations_history PRIMARY KEY (migration_id);
ALTER TABLE ONLY public.access_record
    ADD CONSTRAINT pk_access_record PRIMARY KEY (id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT pk_api_key PRIMARY KEY (name);
ALTER TABLE ONLY public.api_key_secret
    ADD CONSTRAINT pk_api_key_secret PRIMARY KEY (sha256);
ALTER TABLE ONLY public.case_snapshot
    ADD CONSTRAINT pk_case_snapshot PRIMARY KEY (authority, case_reference);
ALTER TABLE ONLY public.data_protection_keys
    ADD CONSTRAINT pk_data_protection_keys PRIMARY KEY (id);
ALTER TABLE ONLY public.figure_known_sum
    ADD CONSTRAINT pk_figure_known_sum PRIMARY KEY (measure, breakdown, months, authority, first, value, known_month);
ALTER TABLE ONLY public.figure_sum
    ADD CONSTRAINT pk_figure_sum PRIMARY KEY (measure, breakdown, months, authority, first, value);
ALTER TABLE ONLY public.known_duty
    ADD CONSTRAINT pk_known_duty PRIMARY KEY (authority, case_reference, duty, duty_id, known_from);
ALTER TABLE ONLY public.known_request
    ADD CONSTRAINT pk_known_request PRIMARY KEY (authority, case_reference, request_id, known_from);
ALTER TABLE ONLY public.known_review
    ADD CONSTRAINT pk_known_review PRIMARY KEY (authority, case_reference, review_id, known_from);
ALTER TABLE ONLY public.rules_release
    ADD CONSTRAINT pk_rules_release PRIMARY KEY (rules_year, rules_number);
ALTER TABLE ONLY public.schema_script
    ADD CONSTRAINT pk_schema_script PRIMARY KEY (name);
ALTER TABLE ONLY public.watch
    ADD CONSTRAINT pk_watch PRIMARY KEY (concern);
ALTER TABLE ONLY public.public_edition
    ADD CONSTRAINT public_edition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reconciliation_difference
    ADD CONSTRAINT reconciliation_difference_pkey PRIMARY KEY (number, id);
ALTER TABLE ONLY public.reconciliation_error
    ADD CONSTRAINT reconciliation_error_pkey PRIMARY KEY (number, place);
ALTER TABLE ONLY public.reconciliation_mark
    ADD CONSTRAINT reconciliation_mark_pkey PRIMARY KEY (authority, case_reference, kind, item, theirs, ours);
ALTER TABLE ONLY public.reconciliation
    ADD CONSTRAINT reconciliation_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.recorded_minute
    ADD CONSTRAINT recorded_minute_pkey PRIMARY KEY (minute);
ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (number);
CREATE INDEX ix_access_record_at ON public.access_record USING btree (at);
CREATE INDEX ix_access_record_authority_id ON public.access_record USING btree (authority, id);
CREATE INDEX ix_access_record_caller_id ON public.access_record USING btree (caller, id);
CREATE INDEX ix_access_record_caller_id_id ON public.access_record USING btree (caller_id, id);
CREATE INDEX ix_access_record_case_references ON public.access_record USING gin (case_references);
CREATE INDEX ix_case_snapshot_recorded_at ON public.case_snapshot USING btree (recorded_at);
CREATE INDEX ix_figure_change_authority_day ON public.figure_change USING btree (measure, authority, day);
CREATE INDEX ix_figure_change_day ON public.figure_change USING btree (measure, day) INCLUDE (slot, authority, known_at, team, area, need, change, days);
CREATE INDEX ix_figure_change_known_at ON public.figure_change USING btree (measure, known_at) INCLUDE (slot, authority, day, team, area, need, change, days);
CREATE INDEX ix_known_request_ended ON public.known_request USING btree (authority) INCLUDE (received_on, ended_on, last_day, outcome) WHERE ((known_to IS NULL) AND (outcome <> 'open'::text));
CREATE INDEX ix_known_request_open ON public.known_request USING btree (authority, received_on) WHERE ((known_to IS NULL) AND (outcome = 'open'::text));
CREATE INDEX ix_public_edition_authority ON public.public_edition USING btree (authority, id);
CREATE INDEX ix_reconciliation_authority ON public.reconciliation USING btree (authority, number);
CREATE INDEX ix_recorded_minute_disagrees ON public.recorded_minute USING btree (minute) WHERE (announced <> counted);
CREATE INDEX ix_report_authority ON public.report USING btree (authority, number);
CREATE UNIQUE INDEX ux_api_key_secret_newest ON public.api_key_secret USING btree (name) WHERE (valid_until IS NULL);
CREATE TRIGGER access_record_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.access_record FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_access_change();
CREATE TRIGGER public_edition_is_append_only BEFORE DELETE OR UPDATE ON public.public_edition FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER reconciliation_is_append_only BEFORE DELETE OR UPDATE ON public.reconciliation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_reconciliation_change();
CREATE TRIGGER report_is_append_only BEFORE DELETE OR UPDATE ON public.report FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_report_change();
ALTER TABLE ONLY public.api_key_secret
    ADD CONSTRAINT fk_api_key_secret_name FOREIGN KEY (name) REFERENCES public.api_key(name);

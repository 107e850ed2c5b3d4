-- Schema of Reporting: what is known of each case, the figures as sums of changes, and what tools read.

-- The newest snapshot of each case, as it came. Its minutes are those of its facts since 1970, one for each fact.
create table case_snapshot (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  rules_year integer not null,
  rules_number integer not null,
  facts integer not null,
  recorded_at timestamptz not null,
  body bytea not null,
  minutes_before integer[] not null default '{}',
  recorded_minutes integer[] not null default '{}',
  rules_from timestamptz,
  constraint pk_case_snapshot primary key (authority, case_reference)) with (toast_tuple_target = 8160);
-- Nobody searches the body, so it is no jsonb; and taking it out of line or compressing it costs more than it saves.
alter table case_snapshot alter column body set storage external;
create index ix_case_snapshot_recorded_at on case_snapshot (recorded_at);

-- The day from which time can be measured; null where it cannot be used.
create function measured_from(day date, is_usable boolean) returns date language sql immutable parallel safe
  return case when is_usable then day end;

-- The last day of the 20 weeks as DfE's measure counts them: the 140th day after receipt, whatever other limit applies. It stands here and not with the
-- rules of the law, because a figure that was published must not change when a limit does: another measure is another script. A test holds it against the law.
create function twenty_weeks_after(day date) returns date language sql immutable parallel safe
  return day + 140;

-- Whether a refusal stands: nothing reversed it on its day or later.
create function refusal_stands(decided_on date, reopened_on date) returns boolean language sql immutable parallel safe
  return coalesce(decided_on > reopened_on, true);

-- For whom something counts that was done on a day: the authority that held the case then. held_before are those before the one that holds it now, the first
-- first, and held_to their last days, inclusive; both null where it was always this one.
create function held_on(day date, authority text, held_before text[], held_to date[]) returns text language sql immutable parallel safe
  return case when held_before is null then authority
              else coalesce((select former from unnest(held_before, held_to) with ordinality as earlier (former, last_day, place)
                             where day <= last_day order by place limit 1), authority) end;

-- What was known of each request, from known_from until known_to (null: still). What it counts as is said by the generated columns, and nowhere else.
create table known_request (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  request_id text collate "C" not null,
  known_from timestamptz not null,
  known_to timestamptz,
  received_on date,
  received_on_usable boolean not null,
  assessment_decided_on date,
  assessment_decision text collate "C",
  issue_decided_on date,
  issue_decision text collate "C",
  plan_sent_on date,
  closed_on date,
  closed_reason text collate "C",
  exemption_claimed boolean not null,
  cannot_compute_because text collate "C",
  awaited_advice text[],
  awaits_setting boolean not null,
  representations_to date,
  team text collate "C",
  area text collate "C",
  primary_need text collate "C",
  after_mediation_or_tribunal boolean not null,
  reopened_on date,
  plan_last_day date,
  held_before text[],
  held_to date[],
  -- What became of it. The first that fits takes it: a plan outranks the refusal that a tribunal reversed on the way to it. A refusal that was reversed is
  -- none: the child waits again.
  outcome text collate "C" not null generated always as (
    case when plan_sent_on is not null then
           case when measured_from(received_on, received_on_usable) is null then 'plan-unusable-dates'
                when plan_sent_on <= twenty_weeks_after(received_on) then 'plan-in-time'
                else 'plan-late' end
         when assessment_decision = 'refuse' and refusal_stands(assessment_decided_on, reopened_on) then 'refused-to-assess'
         when issue_decision = 'not-issue' and refusal_stands(issue_decided_on, reopened_on) then 'refused-to-issue'
         when closed_on is not null then 'closed'
         else 'open' end) stored,
  -- The day of that outcome; null while it is open, and where the day is not recorded.
  ended_on date generated always as (
    case when plan_sent_on is not null then plan_sent_on
         when assessment_decision = 'refuse' and refusal_stands(assessment_decided_on, reopened_on) then assessment_decided_on
         when issue_decision = 'not-issue' and refusal_stands(issue_decided_on, reopened_on) then issue_decided_on
         else closed_on end) stored,
  -- Last day in time, inclusive: of the 20 weeks, and of what waits again after a reversed refusal the limit that the reversal set; null where none can be
  -- measured.
  last_day date generated always as (
    case when cannot_compute_because is null and measured_from(received_on, received_on_usable) is not null then
           case when plan_sent_on is null and reopened_on is not null then coalesce(plan_last_day, twenty_weeks_after(received_on))
                else twenty_weeks_after(received_on) end end) stored,
  constraint pk_known_request primary key (authority, case_reference, request_id, known_from));
-- What is open is read row by row all day; what has an outcome only as sums.
create index ix_known_request_open on known_request (authority, received_on) where known_to is null and outcome = 'open';
-- The queue of every day needs when each ended. It is written once of each request, not with each of its changes.
create index ix_known_request_ended on known_request (authority) include (received_on, ended_on, last_day, outcome)
  where known_to is null and outcome <> 'open';

-- Likewise of each review.
create table known_review (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  review_id text collate "C" not null,
  known_from timestamptz not null,
  known_to timestamptz,
  meeting_held_on date,
  dates_usable boolean not null,
  decided_on date,
  decision text collate "C",
  amended_plan_sent_on date,
  team text collate "C",
  area text collate "C",
  primary_need text collate "C",
  held_before text[],
  held_to date[],
  constraint pk_known_review primary key (authority, case_reference, review_id, known_from));

-- Likewise of each duty that is measured by the day it is due: reviews of a plan, transfers between phases, telling a family of an exemption.
create table known_duty (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  duty text collate "C" not null,
  duty_id text collate "C" not null,
  known_from timestamptz not null,
  known_to timestamptz,
  due_on date,
  done_on date,
  closed_on date,
  team text collate "C",
  area text collate "C",
  primary_need text collate "C",
  held_before text[],
  held_to date[],
  constraint pk_known_duty primary key (authority, case_reference, duty, duty_id, known_from));

-- When each release of the rules took effect.
create table rules_release (
  rules_year integer not null,
  rules_number integer not null,
  took_effect_at timestamptz not null,
  constraint pk_rules_release primary key (rules_year, rules_number));

-- Which way of counting made the figures: a number made of the text that says what counts.
create table figure_counting (
  version integer not null);

-- What a change of what is known adds to a figure or takes away; not yet in the sums. days: how many days that took, of measures that have a mean.
create table figure_change_new (
  measure smallint not null,
  slot smallint not null,
  authority text collate "C" not null,
  day date not null,
  known_at timestamptz not null,
  team text collate "C",
  area text collate "C",
  need text collate "C",
  change integer not null,
  days integer not null);

-- The same, in the sums.
create table figure_change (
  measure smallint not null,
  slot smallint not null,
  authority text collate "C" not null,
  day date not null,
  known_at timestamptz not null,
  team text collate "C",
  area text collate "C",
  need text collate "C",
  change integer not null,
  days integer not null);
create index ix_figure_change_authority_day on figure_change (measure, authority, day);
-- Single days and the month of an instant are many rows that lie all over the table: with all their columns in the index
-- they are read from a few pages of it.
create index ix_figure_change_day on figure_change (measure, day) include (slot, authority, known_at, team, area, need, change, days);
create index ix_figure_change_known_at on figure_change (measure, known_at) include (slot, authority, day, team, area, need, change, days);

-- Sums by month or twelve. Authority '' is every authority. n0 to n15 count the slots; d0 has the days of the slots 0 to 3, d1 of 4 to 7, and so on.
create table figure_sum (
  measure smallint not null,
  breakdown smallint not null,
  months smallint not null,
  authority text collate "C" not null,
  first date not null,
  value text collate "C" not null,
  n0 integer not null, n1 integer not null, n2 integer not null, n3 integer not null, n4 integer not null,
  n5 integer not null, n6 integer not null, n7 integer not null, n8 integer not null, n9 integer not null,
  n10 integer not null, n11 integer not null, n12 integer not null, n13 integer not null, n14 integer not null,
  n15 integer not null,
  d0 integer not null, d1 integer not null, d2 integer not null, d3 integer not null,
  constraint pk_figure_sum primary key (measure, breakdown, months, authority, first, value)) with (fillfactor = 80);

-- The same, by the month in which it became known.
create table figure_known_sum (
  measure smallint not null,
  breakdown smallint not null,
  months smallint not null,
  authority text collate "C" not null,
  first date not null,
  value text collate "C" not null,
  known_month date not null,
  n0 integer not null, n1 integer not null, n2 integer not null, n3 integer not null, n4 integer not null,
  n5 integer not null, n6 integer not null, n7 integer not null, n8 integer not null, n9 integer not null,
  n10 integer not null, n11 integer not null, n12 integer not null, n13 integer not null, n14 integer not null,
  n15 integer not null,
  d0 integer not null, d1 integer not null, d2 integer not null, d3 integer not null,
  constraint pk_figure_known_sum primary key (measure, breakdown, months, authority, first, value, known_month)) with (fillfactor = 80);

-- How many events Intake says it recorded in a minute, and how many came through.
create table recorded_minute (
  minute timestamptz not null,
  announced integer not null default 0,
  counted integer not null default 0,
  constraint recorded_minute_pkey primary key (minute));
create index ix_recorded_minute_disagrees on recorded_minute (minute) where announced <> counted;

-- Events that came through and are not yet counted there.
create table counted_change (
  minute timestamptz not null,
  change integer not null);

-- Minutes that Intake has announced.
create table announced_span (
  span_from timestamptz not null,
  span_to timestamptz not null,
  constraint announced_span_pkey primary key (span_from));

-- The end of the last minute that agrees. One row.
create table completeness (
  is_only boolean not null default true,
  complete_to timestamptz,
  announced_to timestamptz,
  constraint completeness_is_only_check check (is_only),
  constraint completeness_pkey primary key (is_only));
insert into completeness default values;

-- What was published. It stays.
create table public_edition (
  id bigint generated always as identity,
  authority text collate "C" not null,
  published_at timestamptz not null,
  known_at timestamptz not null,
  published_by text not null,
  threshold integer not null,
  round_to integer not null,
  note text,
  years jsonb not null,
  constraint public_edition_pkey primary key (id));
create index ix_public_edition_authority on public_edition (authority, id);
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'What was published stays.' using errcode = 'integrity_constraint_violation'; end $$;
create trigger public_edition_is_append_only before update or delete on public_edition for each statement execute function refuse_change();

-- Reports that were made, as they were made. They stay.
create table report (
  number bigint generated always as identity,
  authority text collate "C" not null,
  month date not null,
  known_at timestamptz not null,
  made_at timestamptz not null,
  made_by text not null,
  body bytea not null,
  constraint report_pkey primary key (number));
create index ix_report_authority on report (authority, number);
create function refuse_report_change() returns trigger language plpgsql as
$$ begin raise exception 'A report that was made stays.' using errcode = 'integrity_constraint_violation'; end $$;
create trigger report_is_append_only before update or delete on report for each statement execute function refuse_report_change();

-- Comparisons with the system that was there before: when, whose, and how much was the same. They stay: together they are the trend.
create table reconciliation (
  number bigint generated always as identity,
  authority text collate "C" not null,
  on_day date not null,
  made_at timestamptz not null,
  made_by text not null,
  rules text not null,
  calendar text not null,
  closed_cases boolean not null,
  compared text[] not null,
  rows_read integer not null,
  refused_rows integer not null,
  unread_cells integer not null,
  same integer not null,
  different integer not null,
  only_with_them integer not null,
  only_with_us integer not null,
  another_date integer not null,
  another_deadline integer not null,
  another_status integer not null,
  constraint reconciliation_pkey primary key (number));
create index ix_reconciliation_authority on reconciliation (authority, number);
create function refuse_reconciliation_change() returns trigger language plpgsql as
$$ begin raise exception 'A reconciliation that was made stays.' using errcode = 'integrity_constraint_violation'; end $$;
create trigger reconciliation_is_append_only before update or delete on reconciliation for each statement execute function refuse_reconciliation_change();

-- Every difference of one, in the order of the case references. theirs and ours are a day, YYYY-MM-DD, or a word; null for nothing. These name cases, so they
-- may be deleted, where a case is erased by law; the counts above stay.
create table reconciliation_difference (
  number bigint not null,
  id integer not null,
  case_reference text collate "C" not null,
  kind text collate "C" not null,
  item text collate "C" not null,
  theirs text collate "C",
  ours text collate "C",
  rule text collate "C",
  legal_source text,
  working text,
  constraint reconciliation_difference_pkey primary key (number, id));

-- What could not be read of a file: where and which rule, never what stood there.
create table reconciliation_error (
  number bigint not null,
  place integer not null,
  line bigint not null,
  field text collate "C",
  rule text collate "C" not null,
  constraint reconciliation_error_pkey primary key (number, place));

-- What somebody says of a difference that they looked at. It is known by what differs, so the next reconciliation that finds the same has it too.
create table reconciliation_mark (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  kind text collate "C" not null,
  item text collate "C" not null,
  theirs text collate "C" not null,
  ours text collate "C" not null,
  mark text collate "C" not null,
  marked_by text not null,
  marked_at timestamptz not null,
  constraint reconciliation_mark_pkey primary key (authority, case_reference, kind, item, theirs, ours));

-- What the watch saw last.
create table watch (
  concern text collate "C" not null,
  looked_at timestamptz not null,
  well_at timestamptz not null,
  told_at timestamptz,
  constraint pk_watch primary key (concern));

-- Keys that were made while the service ran, beside those of its settings. A name is never given again. Use is counted by the London day used_on.
create table api_key (
  name text collate "C" not null,
  scopes text[] not null,
  sources text[] not null,
  authorities text[] not null,
  requests_per_minute integer,
  daily_quota integer,
  expires_on date,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  last_used_at timestamptz,
  used bigint not null default 0,
  used_on date,
  constraint ck_api_key_requests_per_minute check (requests_per_minute > 0),
  constraint ck_api_key_daily_quota check (daily_quota > 0),
  constraint ck_api_key_revoked check ((revoked_at is null) = (revoked_by is null)),
  constraint pk_api_key primary key (name));

-- The SHA-256 of each secret of a key, and never the secret. One that was replaced by rotating works until valid_until; the newest has no end of its own.
create table api_key_secret (
  sha256 bytea not null,
  name text collate "C" not null,
  created_at timestamptz not null,
  valid_until timestamptz,
  constraint ck_api_key_secret_sha256 check (length(sha256) = 32),
  constraint pk_api_key_secret primary key (sha256),
  constraint fk_api_key_secret_name foreign key (name) references api_key (name));
create unique index ux_api_key_secret_newest on api_key_secret (name) where valid_until is null;

-- Who saw, did or was refused what: a row for each authority, with every case.
create table access_record (
  id bigint generated always as identity,
  at timestamptz not null,
  caller text collate "C" not null,
  caller_id text collate "C",
  what text collate "C" not null,
  outcome text collate "C" not null default 'shown',
  authority text collate "C",
  case_references text[],
  subjects text[],
  query text collate "C",
  cases integer not null,
  constraint pk_access_record primary key (id));
create index ix_access_record_authority_id on access_record (authority, id);
create index ix_access_record_caller_id on access_record (caller, id);
create index ix_access_record_caller_id_id on access_record (caller_id, id);
create index ix_access_record_at on access_record (at);
create index ix_access_record_case_references on access_record using gin (case_references);

-- What was seen stays seen, whatever the right of who asks.
create function refuse_access_change() returns trigger language plpgsql as
$$ begin raise exception 'The access log is append-only.' using errcode = 'integrity_constraint_violation'; end $$;
create trigger access_record_is_append_only before update or delete or truncate on access_record for each statement execute function refuse_access_change();

-- Keys that protect cookies, shared by every replica.
create table data_protection_keys (
  id integer generated by default as identity,
  friendly_name text collate "C",
  xml text collate "C",
  constraint pk_data_protection_keys primary key (id));

-- Which authorities each reader of the views sees; '*' is all.
create table bi_reader (
  role_name text not null,
  authority text collate "C" not null,
  constraint bi_reader_pkey primary key (role_name, authority));

-- What makes a case's key in the views. One row, and no reader can read it.
create table bi_key (
  is_only boolean not null default true,
  secret bytea not null,
  constraint bi_key_is_only_check check (is_only),
  constraint bi_key_pkey primary key (is_only));
insert into bi_key (secret) values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

-- The open requests of each London day that has ended, as known when it ended.
create table daily_queue (
  day date not null,
  authority text collate "C" not null,
  team text collate "C" not null,
  week text not null,
  open integer not null,
  with_exemption integer not null,
  constraint daily_queue_pkey primary key (day, authority, team, week));

-- Days that are written down in it.
create table daily_queue_day (
  day date not null,
  written_at timestamptz not null,
  constraint daily_queue_day_pkey primary key (day));

-- The views that tools read are in views/, each under its version.
create schema bi;

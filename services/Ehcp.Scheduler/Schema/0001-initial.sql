-- Schema of the Scheduler: facts, timelines, alerts, mails. The tables of Quartz are in 0001-quartz.sql.

-- Every fact, once, as it was recorded.
create table fact (
  source text collate "C" not null,
  id text collate "C" not null,
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  sequence bigint not null,
  time timestamptz not null,
  recorded_at timestamptz not null,
  type text not null,
  body bytea not null,
  constraint pk_fact primary key (source, id));
create index ix_fact_authority_case_reference on fact (authority, case_reference);

-- Which key ever passed a case to which other: an index over the facts that say so.
create table passed_case (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  successor text collate "C" not null,
  successor_reference text collate "C" not null,
  constraint pk_passed_case primary key (authority, case_reference, successor, successor_reference));
create index ix_passed_case_successor_successor_reference on passed_case (successor, successor_reference);

-- What is known of each case now. Rows are locked in order before they are computed anew.
create table case_timeline (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  rules text,
  fact_count integer not null default 0,
  snapshot_hash bytea,
  first_recorded_at timestamptz not null default now(),
  case_officer text,
  deputy text,
  team text,
  milestones text[] not null default '{}',
  states text[] not null default '{}',
  turns_after date[] not null default '{}',
  later_states text[] not null default '{}',
  clocks text[] not null default '{}',
  rule_ids text[] not null default '{}',
  untold_claims text[] not null default '{}',
  untold_since date[] not null default '{}',
  elsewhere boolean not null default false,
  constraint pk_case_timeline primary key (authority, case_reference)) with (fillfactor = 70);

-- When each clock rings next. The sweep reads it by next_rung_at.
create table alert_plan (
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  milestone text not null,
  clock text not null,
  last_day date,
  rule text,
  next_rung text,
  next_rung_at timestamptz,
  arming integer not null default 0,
  breach_at timestamptz,
  constraint pk_alert_plan primary key (authority, case_reference, milestone, clock));
create index ix_alert_plan_breach_at on alert_plan (breach_at) where breach_at is not null;
create index ix_alert_plan_next_rung_at on alert_plan (next_rung_at) where next_rung_at is not null;

-- Mails to people, from planned to delivered.
create table mail (
  id bigint generated always as identity,
  recipient text not null,
  message_id text not null,
  state text not null,
  attempts integer not null,
  not_before timestamptz not null,
  subject text,
  text text,
  html text,
  provider_answer text,
  created_at timestamptz not null,
  sending_at timestamptz,
  settled_at timestamptz,
  sent_to text,
  kind text not null default 'alerts',
  channel text not null default 'smtp',
  constraint pk_mail primary key (id));
create unique index ix_mail_message_id on mail (message_id);
create index ix_mail_of_recipient on mail (recipient, created_at) where kind = 'alerts';
create index ix_mail_to_ask on mail (channel, not_before) where state = 'accepted';
create index ix_mail_to_send on mail (not_before) where state in ('planned', 'sending');
create unique index ux_mail_one_planned_per_recipient on mail (recipient, kind, channel) where state = 'planned';

-- What rang, once for each rung, last day, arming and role.
create table alert (
  id bigint generated always as identity,
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  milestone text not null,
  clock text not null,
  rung text not null,
  last_day date not null,
  arming integer not null,
  role text not null,
  state text not null,
  fired_at timestamptz not null,
  mail_id bigint,
  because text,
  told text,
  constraint pk_alert primary key (id),
  constraint fk_alert_mail_row_mail_id foreign key (mail_id) references mail (id) on delete restrict);
create index ix_alert_mail_id on alert (mail_id);
create index ix_alert_to_compose on alert (id) where state = 'planned' and mail_id is null;
create unique index ux_alert_once on alert (authority, case_reference, milestone, clock, rung, last_day, arming, role);

-- Who paused an alert, and until when.
create table acknowledgement (
  id bigint generated always as identity,
  alert_id bigint not null,
  until date not null,
  plan text not null,
  said_by text not null,
  said_at timestamptz not null,
  constraint pk_acknowledgement primary key (id),
  constraint fk_acknowledgement_alert_row_alert_id foreign key (alert_id) references alert (id) on delete restrict);
create index ix_acknowledgement_alert_id_id on acknowledgement (alert_id, id);

-- Mornings whose digests are planned.
create table digest (
  day date not null,
  planned_at timestamptz not null,
  mails integer not null,
  constraint pk_digest primary key (day));

-- Clocks that a digest tells of: told once it has left, by which last day.
create table digest_line (
  mail_id bigint not null,
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  milestone text not null,
  clock text not null,
  started_on date,
  unassigned boolean not null,
  role text not null,
  told boolean not null default false,
  last_day date,
  constraint pk_digest_line primary key (mail_id, authority, case_reference, milestone, clock),
  constraint fk_digest_line_mail_mail_id foreign key (mail_id) references mail (id) on delete cascade);
create index ix_digest_line_authority_case_reference on digest_line (authority, case_reference);

-- When each sweep last completed.
create table sweep (
  name text not null,
  completed_at timestamptz not null,
  constraint pk_sweep primary key (name));

-- Recalculations. The unique index lets one run at a time.
create table recalculation (
  id bigint generated always as identity,
  dry_run boolean not null,
  rules text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  finished_at timestamptz,
  running boolean default true,
  cases bigint not null,
  done bigint not null default 0,
  changed bigint not null default 0,
  failed bigint not null default 0,
  moves bigint not null default 0,
  last_authority text not null default '',
  last_case_reference text not null default '',
  constraint pk_recalculation primary key (id));
create unique index ix_recalculation_running on recalculation (running);

-- Last days that a recalculation moves.
create table recalculation_move (
  recalculation_id bigint not null,
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  milestone text collate "C" not null,
  clock text collate "C" not null,
  old_rules text,
  old_rule text,
  old_last_day date,
  new_rule text,
  new_last_day date,
  constraint pk_recalculation_move primary key (recalculation_id, authority, case_reference, milestone, clock),
  constraint fk_recalculation_move_recalculation_row_recalculation_id foreign key (recalculation_id) references recalculation (id) on delete cascade);
create index ix_recalculation_move_authority_case_reference on recalculation_move (authority, case_reference);

-- Addresses that a mail server refused for good.
create table refused_address (
  address text not null,
  refused_at timestamptz not null,
  answer text not null,
  constraint pk_refused_address primary key (address));

-- When each source was last heard.
create table heard_source (
  source text collate "C" not null,
  authority text collate "C" not null,
  heard_at timestamptz not null,
  silent_since timestamptz,
  constraint pk_heard_source primary key (source, authority));

-- What was announced of cases, as it was committed. It waits here for a second to be given its place in the feed.
create table unplaced_change (
  id bigint generated always as identity,
  kind text not null,
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  milestone text,
  clock text,
  last_day date,
  at timestamptz not null default now(),
  constraint pk_unplaced_change primary key (id));
alter table unplaced_change set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = false);

-- The feed of what was announced: what is committed later has a higher position. Of the changes of a case's timeline the last is kept.
create table change (
  position bigint generated always as identity,
  kind text not null,
  authority text collate "C" not null,
  case_reference text collate "C" not null,
  milestone text,
  clock text,
  last_day date,
  at timestamptz not null,
  constraint pk_change primary key (position));
create index ix_change_authority_position on change (authority, position);
create unique index ux_change_timeline on change (authority, case_reference) where kind = 'timeline-changed';

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
  caller text not null,
  caller_id text,
  what text not null,
  outcome text not null default 'shown',
  authority text,
  case_references text[],
  subjects text[],
  query text,
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

-- Messages that wait for the broker. A row goes when the broker has confirmed it.
create table outbox (
  id bigint generated always as identity,
  message_id uuid not null,
  type text not null,
  body bytea not null,
  headers text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  not_before timestamptz,
  last_error text,
  parked_at timestamptz,
  constraint pk_outbox primary key (id));
-- Every row is soon deleted: vacuum early and without pauses, but never cut the file (that would lock relays out),
-- and do not spend CPU on compressing what lives for milliseconds.
alter table outbox alter column body set storage external;
alter table outbox set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 10000, vacuum_truncate = false,
  toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1000,
  toast.autovacuum_vacuum_cost_delay = 0, toast.vacuum_truncate = false);

-- Systems without a broker that are told of changes of cases: where, of what, and how far they have been told. A secret is encrypted; another process may have
-- the key and must not have the database alone.
create table webhook (
  id bigint generated always as identity,
  url text not null,
  kinds text[] not null,
  authorities text[] not null,
  secret bytea not null,
  former_secret bytea,
  former_until timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  state text collate "C" not null default 'active',
  position bigint not null,
  failures integer not null default 0,
  failing_since timestamptz,
  next_at timestamptz not null,
  delivered_at timestamptz,
  last_trouble text,
  constraint webhook_pkey primary key (id),
  constraint webhook_state_check check (state in ('active', 'paused', 'stopped')));
create index ix_webhook_next_at on webhook (next_at) where state = 'active';

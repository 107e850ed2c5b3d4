-- Schema of Intake: the ledger of every event, what was refused, and the outbox.

-- Every event that was taken, for ever. The sequence rises, with gaps, and says nothing about the order of commits.
create table ledger (
  sequence bigint generated always as identity,
  source text not null,
  id text not null,
  type text not null,
  subject text not null,
  authority text not null,
  time timestamptz not null,
  recorded_at timestamptz not null,
  api_key text not null,
  content_hash bytea not null,
  mode smallint not null,
  body bytea not null,
  headers text,
  constraint pk_ledger primary key (sequence));
-- Rows lie in the order of their recording, so an index of a few pages finds a minute, and costs writing next to nothing.
create index ix_ledger_recorded_at on ledger using brin (recorded_at) with (autosummarize = true);
create unique index ux_ledger_source_id on ledger (source, id);

-- The ledger is append-only, whatever the right of who asks.
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception 'The ledger is append-only.' using errcode = 'integrity_constraint_violation'; end $$;
create trigger ledger_is_append_only before update or delete or truncate on ledger for each statement execute function refuse_change();

-- What was refused, events and rows of files: pointers, columns and rules, never the values.
create table rejection (
  number bigint generated always as identity,
  at timestamptz not null,
  api_key text not null,
  source text,
  id text,
  type text,
  errors jsonb not null,
  import_id uuid,
  line bigint,
  is_trial boolean not null default false,
  message bytea,
  extract bigint,
  row_key bytea,
  state text not null default 'open',
  state_at timestamptz,
  settled_by bigint,
  settled_in uuid,
  set_aside_by text,
  set_aside_reason text,
  constraint pk_rejection primary key (number));
create index ix_rejection_source_id on rejection (source, id);
create index ix_rejection_source_number on rejection (source, number);
create index ix_rejection_at on rejection using brin (at) with (autosummarize = true);
-- What is open is little beside all that ever was refused: what is taken looks here whether it settles something.
create index ix_rejection_open on rejection (number) where state = 'open';
create index ix_rejection_open_source_id on rejection (source, id) where state = 'open';
create index ix_rejection_extract_row_key on rejection (extract, row_key) where extract is not null;
create index ix_rejection_import_id_number on rejection (import_id, number) where import_id is not null;
-- Of what came by the broker: a message that comes again is not kept again.
create index ix_rejection_message on rejection (message) where message is not null;

-- Every version of every mapping of columns to facts, as its file was written. None is changed.
create table mapping (
  name text not null,
  version integer not null,
  hash bytea not null,
  body bytea not null,
  stored_at timestamptz not null,
  api_key text not null,
  constraint pk_mapping primary key (name, version));

-- One file after the other of one source by one mapping: what its rows are compared with is what the files before said. Where the whole file is of one
-- authority, files of another one are others; empty where a column says it.
create table extract (
  extract bigint generated always as identity,
  source text not null,
  mapping text not null,
  authority text not null,
  last_time timestamptz not null,
  constraint pk_extract primary key (extract));
create unique index ux_extract_source_mapping_authority on extract (source, mapping, authority);

-- Files that were imported or tried. The time is that of the facts in it.
create table import (
  number bigint generated always as identity,
  id uuid not null,
  extract bigint not null references extract (extract),
  mapping_version integer not null,
  mapping_hash bytea not null,
  is_trial boolean not null,
  state text not null,
  time timestamptz not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  api_key text not null,
  counts jsonb not null,
  dropped text[] not null default '{}',
  unused text[] not null default '{}',
  absent text[] not null default '{}',
  problem text,
  constraint pk_import primary key (number));
create unique index ux_import_id on import (id);
create index ix_import_extract_number on import (extract, number);

-- What was last sent of each row: hashes, case references and ids of events, and nothing else of what it said. A row that a file says the same of again
-- is not written.
create table import_row (
  row_number bigint generated always as identity,
  extract bigint not null,
  row_key bytea not null,
  row_hash bytea,
  authority text not null,
  subject text not null,
  sent text not null,
  vanished_in bigint,
  constraint pk_import_row primary key (extract, row_key));
create unique index ux_import_row_number on import_row (row_number);
create index ix_import_row_vanished_in on import_row (vanished_in, authority, subject) where vanished_in is not null;

-- The rows that a try has seen and that no file had before. They go when it ends.
create unlogged table trial_row (
  import bigint not null,
  row_key bytea not null,
  constraint pk_trial_row primary key (import, row_key));

-- How many events each source sent in each hour, by the days between what happened and its recording (the smallest of 0, 1, 2, 3, 5, 7, 14, 28, 56, 91,
-- 182, 365 that is no less; 100000 for more, -1 where the event has no date of its own), and how many were refused (-2).
create table source_hour (
  source text collate "C" not null,
  hour timestamptz not null,
  within_days integer not null,
  events bigint not null,
  last_at timestamptz not null,
  constraint pk_source_hour primary key (source, hour, within_days));

-- When something last came from each source.
create table source_seen (
  source text collate "C" not null,
  first_at timestamptz not null,
  last_event_at timestamptz,
  last_refusal_at timestamptz,
  constraint pk_source_seen primary key (source));

-- The counts, as transactions wrote them that did not wait for each other. A pass adds them up.
create table source_count (
  source text collate "C" not null,
  at timestamptz not null,
  within_days integer not null,
  events bigint not null);
alter table source_count set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- The last day of which the senders were told what was refused. One row.
create table summarised_to (
  is_only boolean not null,
  day date not null,
  constraint ck_summarised_to_is_only check (is_only),
  constraint pk_summarised_to primary key (is_only));
insert into summarised_to (is_only, day) values (true, '1970-01-01');

-- The last minute of which the number of recorded events is announced. One row.
create table announced_to (
  is_only boolean not null,
  minute timestamptz not null,
  constraint ck_announced_to_is_only check (is_only),
  constraint pk_announced_to primary key (is_only));
insert into announced_to (is_only, minute) values (true, '1970-01-01 00:00:00+00');

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

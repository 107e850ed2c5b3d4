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
CREATE FUNCTION public.refuse_access_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'The access log is append-only.' using errcode = 'integrity_constraint_violation'; end $$;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'The ledger is append-only.' using errcode = 'integrity_constraint_violation'; end $$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public."__EFMigrationsHistory" (
    migration_id character varying(150) NOT NULL,
    product_version character varying(32) NOT NULL
);
CREATE TABLE public.access_record (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    caller text NOT NULL,
    caller_id text,
    what text NOT NULL,
    outcome text DEFAULT 'shown'::text NOT NULL,
    authority text,
    case_references text[],
    subjects text[],
    query text,
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
CREATE TABLE public.announced_to (
    is_only boolean NOT NULL,
    minute timestamp with time zone NOT NULL,
    CONSTRAINT ck_announced_to_is_only CHECK (is_only)
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
CREATE TABLE public."extract" (
    "extract" bigint NOT NULL,
    source text NOT NULL,
    mapping text NOT NULL,
    authority text NOT NULL,
    last_time timestamp with time zone NOT NULL
);
ALTER TABLE public."extract" ALTER COLUMN "extract" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.extract_extract_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.import (
    number bigint NOT NULL,
    id uuid NOT NULL,
    "extract" bigint NOT NULL,
    mapping_version integer NOT NULL,
    mapping_hash bytea NOT NULL,
    is_trial boolean NOT NULL,
    state text NOT NULL,
    "time" timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    api_key text NOT NULL,
    counts jsonb NOT NULL,
    dropped text[] DEFAULT '{}'::text[] NOT NULL,
    unused text[] DEFAULT '{}'::text[] NOT NULL,
    absent text[] DEFAULT '{}'::text[] NOT NULL,
    problem text
);
ALTER TABLE public.import ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.import_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.import_row (
    row_number bigint NOT NULL,
    "extract" bigint NOT NULL,
    row_key bytea NOT NULL,
    row_hash bytea,
    authority text NOT NULL,
    subject text NOT NULL,
    sent text NOT NULL,
    vanished_in bigint
);
ALTER TABLE public.import_row ALTER COLUMN row_number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.import_row_row_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger (
    sequence bigint NOT NULL,
    source text NOT NULL,
    id text NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    authority text NOT NULL,
    "time" timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    api_key text NOT NULL,
    content_hash bytea NOT NULL,
    mode smallint NOT NULL,
    body bytea NOT NULL,
    headers text
);
ALTER TABLE public.ledger ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ledger_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mapping (
    name text NOT NULL,
    version integer NOT NULL,
    hash bytea NOT NULL,
    body bytea NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    api_key text NOT NULL
);
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    message_id uuid NOT NULL,
    type text NOT NULL,
    body bytea NOT NULL,
    headers text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    not_before timestamp with time zone,
    last_error text,
    parked_at timestamp with time zone
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_cost_delay='0', autovacuum_analyze_scale_factor='0', autovacuum_analyze_threshold='10000', vacuum_truncate='false', toast.autovacuum_vacuum_scale_factor='0', toast.autovacuum_vacuum_threshold='1000', toast.autovacuum_vacuum_cost_delay='0', toast.vacuum_truncate='false');
ALTER TABLE ONLY public.outbox ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rejection (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    api_key text NOT NULL,
    source text,
    id text,
    type text,
    errors jsonb NOT NULL,
    import_id uuid,
    line bigint,
    is_trial boolean DEFAULT false NOT NULL,
    message bytea,
    "extract" bigint,
    row_key bytea,
    state text DEFAULT 'open'::text NOT NULL,
    state_at timestamp with time zone,
    settled_by bigint,
    settled_in uuid,
    set_aside_by text,
    set_aside_reason text
);
ALTER TABLE public.rejection ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.rejection_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.schema_script (
    name text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.source_count (
    source text NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    within_days integer NOT NULL,
    events bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_cost_delay='0');
CREATE TABLE public.source_hour (
    source text NOT NULL COLLATE pg_catalog."C",
    hour timestamp with time zone NOT NULL,
    within_days integer NOT NULL,
    events bigint NOT NULL,
    last_at timestamp with time zone NOT NULL
);
CREATE TABLE public.source_seen (
    source text NOT NULL COLLATE pg_catalog."C",
    first_at timestamp with time zone NOT NULL,
    last_event_at timestamp with time zone,
    last_refusal_at timestamp with time zone
);
CREATE TABLE public.summarised_to (
    is_only boolean NOT NULL,
    day date NOT NULL,
    CONSTRAINT ck_summarised_to_is_only CHECK (is_only)
);
CREATE UNLOGGED TABLE public.trial_row (
    import bigint NOT NULL,
    row_key bytea NOT NULL
);
INSERT INTO public."__EFMigrationsHistory" VALUES ('20261127160001_Initial', '10.0.15');
INSERT INTO public.announced_to VALUES (true, '1970-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('0001-initial.sql', '2d9661eb7b4afabb2afe5b83482eab794ccf9d163c2b14e672faadf969daec19', '2000-01-01 00:00:00+00');
INSERT INTO public.summarised_to VALUES (true, '1970-01-01');
SELECT pg_catalog.setval('public.access_record_id_seq', 1, false);
SELECT pg_catalog.setval('public.extract_extract_seq', 1, false);
SELECT pg_catalog.setval('public.import_number_seq', 1, false);
SELECT pg_catalog.setval('public.import_row_row_number_seq', 1, false);
SELECT pg_catalog.setval('public.ledger_sequence_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_id_seq', 1, false);
SELECT pg_catalog.setval('public.rejection_number_seq', 1, false);
ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT pk___ef_migrations_history PRIMARY KEY (migration_id);
ALTER TABLE ONLY public.access_record
    ADD CONSTRAINT pk_access_record PRIMARY KEY (id);
ALTER TABLE ONLY public.announced_to
    ADD CONSTRAINT pk_announced_to PRIMARY KEY (is_only);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT pk_api_key PRIMARY KEY (name);
ALTER TABLE ONLY public.api_key_secret
    ADD CONSTRAINT pk_api_key_secret PRIMARY KEY (sha256);
ALTER TABLE ONLY public."extract"
    ADD CONSTRAINT pk_extract PRIMARY KEY ("extract");
ALTER TABLE ONLY public.import
    ADD CONSTRAINT pk_import PRIMARY KEY (number);
ALTER TABLE ONLY public.import_row
    ADD CONSTRAINT pk_import_row PRIMARY KEY ("extract", row_key);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT pk_ledger PRIMARY KEY (sequence);
ALTER TABLE ONLY public.mapping
    ADD CONSTRAINT pk_mapping PRIMARY KEY (name, version);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.rejection
    ADD CONSTRAINT pk_rejection PRIMARY KEY (number);
ALTER TABLE ONLY public.schema_script
    ADD CONSTRAINT pk_schema_script PRIMARY KEY (name);
ALTER TABLE ONLY public.source_hour
    ADD CONSTRAINT pk_source_hour PRIMARY KEY (source, hour, within_days);
ALTER TABLE ONLY public.source_seen
    ADD CONSTRAINT pk_source_seen PRIMARY KEY (source);
ALTER TABLE ONLY public.summarised_to
    ADD CONSTRAINT pk_summarised_to PRIMARY KEY (is_only);
ALTER TABLE ONLY public.trial_row
    ADD CONSTRAINT pk_trial_row PRIMARY KEY (import, row_key);
CREATE INDEX ix_access_record_at ON public.access_record USING btree (at);
CREATE INDEX ix_access_record_authority_id ON public.access_record USING btree (authority, id);
CREATE INDEX ix_access_record_caller_id ON public.access_record USING btree (caller, id);
CREATE INDEX ix_access_record_caller_id_id ON public.access_record USING btree (caller_id, id);
CREATE INDEX ix_access_record_case_references ON public.access_record USING gin (case_references);
CREATE INDEX ix_import_extract_number ON public.import USING btree ("extract", number);
CREATE INDEX ix_import_row_vanished_in ON public.import_row USING btree (vanished_in, authority, subject) WHERE (vanished_in IS NOT NULL);
CREATE INDEX ix_ledger_recorded_at ON public.ledger USING brin (recorded_at) WITH (autosummarize='true');
CREATE INDEX ix_rejection_at ON public.rejection USING brin (at) WITH (autosummarize='true');
CREATE INDEX ix_rejection_extract_row_key ON public.rejection USING btree ("extract", row_key) WHERE ("extract" IS NOT NULL);
CREATE INDEX ix_rejection_import_id_number ON public.rejection USING btree (import_id, number) WHERE (import_id IS NOT NULL);
CREATE INDEX ix_rejection_message ON public.rejection USING btree (message) WHERE (message IS NOT NULL);
CREATE INDEX ix_rejection_open ON public.rejection USING btree (number) WHERE (state = 'open'::text);
CREATE INDEX ix_rejection_open_source_id ON public.rejection USING btree (source, id) WHERE (state = 'open'::text);
CREATE INDEX ix_rejection_source_id ON public.rejection USING btree (source, id);
CREATE INDEX ix_rejection_source_number ON public.rejection USING btree (source, number);
CREATE UNIQUE INDEX ux_api_key_secret_newest ON public.api_key_secret USING btree (name) WHERE (valid_until IS NULL);
CREATE UNIQUE INDEX ux_extract_source_mapping_authority ON public."extract" USING btree (source, mapping, authority);
CREATE UNIQUE INDEX ux_import_id ON public.import USING btree (id);
CREATE UNIQUE INDEX ux_import_row_number ON public.import_row USING btree (row_number);
CREATE UNIQUE INDEX ux_ledger_source_id ON public.ledger USING btree (source, id);
CREATE TRIGGER access_record_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.access_record FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_access_change();
CREATE TRIGGER ledger_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE ONLY public.api_key_secret
    ADD CONSTRAINT fk_api_key_secret_name FOREIGN KEY (name) REFERENCES public.api_key(name);
ALTER TABLE ONLY public.import
    ADD CONSTRAINT import_extract_fkey FOREIGN KEY ("extract") REFERENCES public."extract"("extract");

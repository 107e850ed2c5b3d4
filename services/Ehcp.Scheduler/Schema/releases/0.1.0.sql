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
CREATE SCHEMA quartz;
CREATE FUNCTION public.refuse_access_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ begin raise exception 'The access log is append-only.' using errcode = 'integrity_constraint_violation'; end $$;
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
CREATE TABLE public.acknowledgement (
    id bigint NOT NULL,
    alert_id bigint NOT NULL,
    until date NOT NULL,
    plan text NOT NULL,
    said_by text NOT NULL,
    said_at timestamp with time zone NOT NULL
);
ALTER TABLE public.acknowledgement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.acknowledgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.alert (
    id bigint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    milestone text NOT NULL,
    clock text NOT NULL,
    rung text NOT NULL,
    last_day date NOT NULL,
    arming integer NOT NULL,
    role text NOT NULL,
    state text NOT NULL,
    fired_at timestamp with time zone NOT NULL,
    mail_id bigint,
    because text,
    told text
);
ALTER TABLE public.alert ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alert_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.alert_plan (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    milestone text NOT NULL,
    clock text NOT NULL,
    last_day date,
    rule text,
    next_rung text,
    next_rung_at timestamp with time zone,
    arming integer DEFAULT 0 NOT NULL,
    breach_at timestamp with time zone
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
CREATE TABLE public.case_timeline (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    rules text,
    fact_count integer DEFAULT 0 NOT NULL,
    snapshot_hash bytea,
    first_recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    case_officer text,
    deputy text,
    team text,
    milestones text[] DEFAULT '{}'::text[] NOT NULL,
    states text[] DEFAULT '{}'::text[] NOT NULL,
    turns_after date[] DEFAULT '{}'::date[] NOT NULL,
    later_states text[] DEFAULT '{}'::text[] NOT NULL,
    clocks text[] DEFAULT '{}'::text[] NOT NULL,
    rule_ids text[] DEFAULT '{}'::text[] NOT NULL,
    untold_claims text[] DEFAULT '{}'::text[] NOT NULL,
    untold_since date[] DEFAULT '{}'::date[] NOT NULL,
    elsewhere boolean DEFAULT false NOT NULL
)
WITH (fillfactor='70');
CREATE TABLE public.change (
    "position" bigint NOT NULL,
    kind text NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    milestone text,
    clock text,
    last_day date,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.change ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.change_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.digest (
    day date NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    mails integer NOT NULL
);
CREATE TABLE public.digest_line (
    mail_id bigint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    milestone text NOT NULL,
    clock text NOT NULL,
    started_on date,
    unassigned boolean NOT NULL,
    role text NOT NULL,
    told boolean DEFAULT false NOT NULL,
    last_day date
);
CREATE TABLE public.fact (
    source text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    sequence bigint NOT NULL,
    "time" timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    type text NOT NULL,
    body bytea NOT NULL
);
CREATE TABLE public.heard_source (
    source text NOT NULL COLLATE pg_catalog."C",
    authority text NOT NULL COLLATE pg_catalog."C",
    heard_at timestamp with time zone NOT NULL,
    silent_since timestamp with time zone
);
CREATE TABLE public.mail (
    id bigint NOT NULL,
    recipient text NOT NULL,
    message_id text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    not_before timestamp with time zone NOT NULL,
    subject text,
    text text,
    html text,
    provider_answer text,
    created_at timestamp with time zone NOT NULL,
    sending_at timestamp with time zone,
    settled_at timestamp with time zone,
    sent_to text,
    kind text DEFAULT 'alerts'::text NOT NULL,
    channel text DEFAULT 'smtp'::text NOT NULL
);
ALTER TABLE public.mail ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
CREATE TABLE public.passed_case (
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    successor text NOT NULL COLLATE pg_catalog."C",
    successor_reference text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.recalculation (
    id bigint NOT NULL,
    dry_run boolean NOT NULL,
    rules text NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    running boolean DEFAULT true,
    cases bigint NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    moves bigint DEFAULT 0 NOT NULL,
    last_authority text DEFAULT ''::text NOT NULL,
    last_case_reference text DEFAULT ''::text NOT NULL
);
ALTER TABLE public.recalculation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.recalculation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.recalculation_move (
    recalculation_id bigint NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    milestone text NOT NULL COLLATE pg_catalog."C",
    clock text NOT NULL COLLATE pg_catalog."C",
    old_rules text,
    old_rule text,
    old_last_day date,
    new_rule text,
    new_last_day date
);
CREATE TABLE public.refused_address (
    address text NOT NULL,
    refused_at timestamp with time zone NOT NULL,
    answer text NOT NULL
);
CREATE TABLE public.schema_script (
    name text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.sweep (
    name text NOT NULL,
    completed_at timestamp with time zone NOT NULL
);
CREATE TABLE public.unplaced_change (
    id bigint NOT NULL,
    kind text NOT NULL,
    authority text NOT NULL COLLATE pg_catalog."C",
    case_reference text NOT NULL COLLATE pg_catalog."C",
    milestone text,
    clock text,
    last_day date,
    at timestamp with time zone DEFAULT now() NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000', vacuum_truncate='false');
ALTER TABLE public.unplaced_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.unplaced_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.webhook (
    id bigint NOT NULL,
    url text NOT NULL,
    kinds text[] NOT NULL,
    authorities text[] NOT NULL,
    secret bytea NOT NULL,
    former_secret bytea,
    former_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    state text DEFAULT 'active'::text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    failing_since timestamp with time zone,
    next_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    last_trouble text,
    CONSTRAINT webhook_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'stopped'::text])))
);
ALTER TABLE public.webhook ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE quartz.qrtz_blob_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    blob_data bytea
);
CREATE TABLE quartz.qrtz_calendars (
    sched_name text NOT NULL,
    calendar_name text NOT NULL,
    calendar bytea NOT NULL
);
CREATE TABLE quartz.qrtz_cron_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    cron_expression text NOT NULL,
    time_zone_id text
);
CREATE TABLE quartz.qrtz_execution_history (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    instance_name text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    fired_time bigint NOT NULL,
    run_time bigint NOT NULL,
    succeeded boolean NOT NULL,
    error_message text,
    retry_attempt integer DEFAULT 0 NOT NULL,
    retry_scheduled boolean DEFAULT false NOT NULL,
    execution_log text,
    result integer,
    summary text,
    metrics text,
    manual boolean,
    fire_instance_id text,
    job_input text,
    job_input_too_large boolean
);
CREATE TABLE quartz.qrtz_fired_triggers (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    instance_name text NOT NULL,
    fired_time bigint NOT NULL,
    sched_time bigint NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL,
    job_name text,
    job_group text,
    is_nonconcurrent boolean NOT NULL,
    requests_recovery boolean,
    execution_group character varying(200),
    progress integer,
    progress_message character varying(250),
    interrupt_requested_time bigint
);
CREATE TABLE quartz.qrtz_job_details (
    sched_name text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    description text,
    job_class_name text NOT NULL,
    is_durable boolean NOT NULL,
    is_nonconcurrent boolean NOT NULL,
    is_update_data boolean NOT NULL,
    requests_recovery boolean NOT NULL,
    job_data bytea
);
CREATE TABLE quartz.qrtz_job_status (
    sched_name text NOT NULL,
    job_group text NOT NULL,
    job_name text NOT NULL,
    first_fired_time bigint NOT NULL,
    last_fired_time bigint NOT NULL,
    last_result integer NOT NULL,
    last_run_time bigint NOT NULL,
    last_instance_name text NOT NULL,
    last_entry_id text,
    last_summary text,
    last_success_time bigint,
    last_failure_time bigint,
    last_failure_message text,
    consecutive_failures integer DEFAULT 0 NOT NULL,
    run_count bigint DEFAULT 0 NOT NULL,
    failure_count bigint DEFAULT 0 NOT NULL
);
CREATE TABLE quartz.qrtz_locks (
    sched_name text NOT NULL,
    lock_name text NOT NULL
);
CREATE TABLE quartz.qrtz_misfire_history (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    instance_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    job_name text,
    job_group text,
    misfire_time bigint NOT NULL,
    sched_time bigint,
    reason integer
);
CREATE TABLE quartz.qrtz_paused_job_grps (
    sched_name text NOT NULL,
    job_group text NOT NULL,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint
);
CREATE TABLE quartz.qrtz_paused_trigger_grps (
    sched_name text NOT NULL,
    trigger_group text NOT NULL,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint
);
CREATE TABLE quartz.qrtz_scheduler_state (
    sched_name text NOT NULL,
    instance_name text NOT NULL,
    last_checkin_time bigint NOT NULL,
    checkin_interval bigint NOT NULL,
    quartz_version character varying(20)
);
CREATE TABLE quartz.qrtz_simple_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    repeat_count bigint NOT NULL,
    repeat_interval bigint NOT NULL,
    times_triggered bigint NOT NULL
);
CREATE TABLE quartz.qrtz_simprop_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    str_prop_1 text,
    str_prop_2 text,
    str_prop_3 text,
    int_prop_1 integer,
    int_prop_2 integer,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric,
    dec_prop_2 numeric,
    bool_prop_1 boolean,
    bool_prop_2 boolean,
    time_zone_id text
);
CREATE TABLE quartz.qrtz_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    description text,
    next_fire_time bigint,
    prev_fire_time bigint,
    priority integer,
    trigger_state text NOT NULL,
    trigger_type text NOT NULL,
    start_time bigint NOT NULL,
    end_time bigint,
    calendar_name text,
    misfire_instr smallint,
    misfire_orig_fire_time bigint,
    execution_group character varying(200),
    preferred_node character varying(200),
    preferred_node_auto boolean DEFAULT false NOT NULL,
    retry_policy character varying(250),
    retry_attempt integer,
    continues_trigger_name text,
    continues_trigger_group text,
    continuation_condition integer,
    overlap_policy integer,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    misfire_threshold bigint,
    fixed_delay boolean,
    job_data bytea
);
INSERT INTO public."__EFMigrationsHistory" VALUES ('20261127160002_Initial', '10.0.15');
INSERT INTO public.schema_script VALUES ('0001-initial.sql', 'f64301944e9cfbbbbd555f072290f87666048c69be21ac8092b2beefa42659e5', '2000-01-01 00:00:00+00');
INSERT INTO public.schema_script VALUES ('0001-quartz.sql', '0a312c5ba3e81bc762b6e6210bc71a772fa14fa001496239814418f53389e2aa', '2000-01-01 00:00:00+00');
SELECT pg_catalog.setval('public.access_record_id_seq', 1, false);
SELECT pg_catalog.setval('public.acknowledgement_id_seq', 1, false);
SELECT pg_catalog.setval('public.alert_id_seq', 1, false);
SELECT pg_catalog.setval('public.change_position_seq', 1, false);
SELECT pg_catalog.setval('public.mail_id_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_id_seq', 1, false);
SELECT pg_catalog.setval('public.recalculation_id_seq', 1, false);
SELECT pg_catalog.setval('public.unplaced_change_id_seq', 1, false);
SELECT pg_catalog.setval('public.webhook_id_seq', 1, false);
ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT pk___ef_migrations_history PRIMARY KEY (migration_id);
ALTER TABLE ONLY public.access_record
    ADD CONSTRAINT pk_access_record PRIMARY KEY (id);
ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT pk_acknowledgement PRIMARY KEY (id);
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT pk_alert PRIMARY KEY (id);
ALTER TABLE ONLY public.alert_plan
    ADD CONSTRAINT pk_alert_plan PRIMARY KEY (authority, case_reference, milestone, clock);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT pk_api_key PRIMARY KEY (name);
ALTER TABLE ONLY public.api_key_secret
    ADD CONSTRAINT pk_api_key_secret PRIMARY KEY (sha256);
ALTER TABLE ONLY public.case_timeline
    ADD CONSTRAINT pk_case_timeline PRIMARY KEY (authority, case_reference);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT pk_change PRIMARY KEY ("position");
ALTER TABLE ONLY public.digest
    ADD CONSTRAINT pk_digest PRIMARY KEY (day);
ALTER TABLE ONLY public.digest_line
    ADD CONSTRAINT pk_digest_line PRIMARY KEY (mail_id, authority, case_reference, milestone, clock);
ALTER TABLE ONLY public.fact
    ADD CONSTRAINT pk_fact PRIMARY KEY (source, id);
ALTER TABLE ONLY public.heard_source
    ADD CONSTRAINT pk_heard_source PRIMARY KEY (source, authority);
ALTER TABLE ONLY public.mail
    ADD CONSTRAINT pk_mail PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.passed_case
    ADD CONSTRAINT pk_passed_case PRIMARY KEY (authority, case_reference, successor, successor_reference);
ALTER TABLE ONLY public.recalculation
    ADD CONSTRAINT pk_recalculation PRIMARY KEY (id);
ALTER TABLE ONLY public.recalculation_move
    ADD CONSTRAINT pk_recalculation_move PRIMARY KEY (recalculation_id, authority, case_reference, milestone, clock);
ALTER TABLE ONLY public.refused_address
    ADD CONSTRAINT pk_refused_address PRIMARY KEY (address);
ALTER TABLE ONLY public.schema_script
    ADD CONSTRAINT pk_schema_script PRIMARY KEY (name);
ALTER TABLE ONLY public.sweep
    ADD CONSTRAINT pk_sweep PRIMARY KEY (name);
ALTER TABLE ONLY public.unplaced_change
    ADD CONSTRAINT pk_unplaced_change PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY quartz.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);
ALTER TABLE ONLY quartz.qrtz_calendars
    ADD CONSTRAINT qrtz_calendars_pkey PRIMARY KEY (sched_name, calendar_name);
ALTER TABLE ONLY quartz.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);
ALTER TABLE ONLY quartz.qrtz_execution_history
    ADD CONSTRAINT qrtz_execution_history_pkey PRIMARY KEY (sched_name, entry_id);
ALTER TABLE ONLY quartz.qrtz_fired_triggers
    ADD CONSTRAINT qrtz_fired_triggers_pkey PRIMARY KEY (sched_name, entry_id);
ALTER TABLE ONLY quartz.qrtz_job_details
    ADD CONSTRAINT qrtz_job_details_pkey PRIMARY KEY (sched_name, job_name, job_group);
ALTER TABLE ONLY quartz.qrtz_job_status
    ADD CONSTRAINT qrtz_job_status_pkey PRIMARY KEY (sched_name, job_group, job_name);
ALTER TABLE ONLY quartz.qrtz_locks
    ADD CONSTRAINT qrtz_locks_pkey PRIMARY KEY (sched_name, lock_name);
ALTER TABLE ONLY quartz.qrtz_misfire_history
    ADD CONSTRAINT qrtz_misfire_history_pkey PRIMARY KEY (sched_name, entry_id);
ALTER TABLE ONLY quartz.qrtz_paused_job_grps
    ADD CONSTRAINT qrtz_paused_job_grps_pkey PRIMARY KEY (sched_name, job_group);
ALTER TABLE ONLY quartz.qrtz_paused_trigger_grps
    ADD CONSTRAINT qrtz_paused_trigger_grps_pkey PRIMARY KEY (sched_name, trigger_group);
ALTER TABLE ONLY quartz.qrtz_scheduler_state
    ADD CONSTRAINT qrtz_scheduler_state_pkey PRIMARY KEY (sched_name, instance_name);
ALTER TABLE ONLY quartz.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);
ALTER TABLE ONLY quartz.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);
ALTER TABLE ONLY quartz.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);
CREATE INDEX ix_access_record_at ON public.access_record USING btree (at);
CREATE INDEX ix_access_record_authority_id ON public.access_record USING btree (authority, id);
CREATE INDEX ix_access_record_caller_id ON public.access_record USING btree (caller, id);
CREATE INDEX ix_access_record_caller_id_id ON public.access_record USING btree (caller_id, id);
CREATE INDEX ix_access_record_case_references ON public.access_record USING gin (case_references);
CREATE INDEX ix_acknowledgement_alert_id_id ON public.acknowledgement USING btree (alert_id, id);
CREATE INDEX ix_alert_mail_id ON public.alert USING btree (mail_id);
CREATE INDEX ix_alert_plan_breach_at ON public.alert_plan USING btree (breach_at) WHERE (breach_at IS NOT NULL);
CREATE INDEX ix_alert_plan_next_rung_at ON public.alert_plan USING btree (next_rung_at) WHERE (next_rung_at IS NOT NULL);
CREATE INDEX ix_alert_to_compose ON public.alert USING btree (id) WHERE ((state = 'planned'::text) AND (mail_id IS NULL));
CREATE INDEX ix_change_authority_position ON public.change USING btree (authority, "position");
CREATE INDEX ix_digest_line_authority_case_reference ON public.digest_line USING btree (authority, case_reference);
CREATE INDEX ix_fact_authority_case_reference ON public.fact USING btree (authority, case_reference);
CREATE UNIQUE INDEX ix_mail_message_id ON public.mail USING btree (message_id);
CREATE INDEX ix_mail_of_recipient ON public.mail USING btree (recipient, created_at) WHERE (kind = 'alerts'::text);
CREATE INDEX ix_mail_to_ask ON public.mail USING btree (channel, not_before) WHERE (state = 'accepted'::text);
CREATE INDEX ix_mail_to_send ON public.mail USING btree (not_before) WHERE (state = ANY (ARRAY['planned'::text, 'sending'::text]));
CREATE INDEX ix_passed_case_successor_successor_reference ON public.passed_case USING btree (successor, successor_reference);
CREATE INDEX ix_recalculation_move_authority_case_reference ON public.recalculation_move USING btree (authority, case_reference);
CREATE UNIQUE INDEX ix_recalculation_running ON public.recalculation USING btree (running);
CREATE INDEX ix_webhook_next_at ON public.webhook USING btree (next_at) WHERE (state = 'active'::text);
CREATE UNIQUE INDEX ux_alert_once ON public.alert USING btree (authority, case_reference, milestone, clock, rung, last_day, arming, role);
CREATE UNIQUE INDEX ux_api_key_secret_newest ON public.api_key_secret USING btree (name) WHERE (valid_until IS NULL);
CREATE UNIQUE INDEX ux_change_timeline ON public.change USING btree (authority, case_reference) WHERE (kind = 'timeline-changed'::text);
CREATE UNIQUE INDEX ux_mail_one_planned_per_recipient ON public.mail USING btree (recipient, kind, channel) WHERE (state = 'planned'::text);
CREATE INDEX idx_qrtz_eh_fire_inst ON quartz.qrtz_execution_history USING btree (sched_name, fire_instance_id);
CREATE INDEX idx_qrtz_eh_fired_time ON quartz.qrtz_execution_history USING btree (sched_name, fired_time);
CREATE INDEX idx_qrtz_eh_inst ON quartz.qrtz_execution_history USING btree (sched_name, instance_name);
CREATE INDEX idx_qrtz_eh_job_time ON quartz.qrtz_execution_history USING btree (sched_name, job_group, job_name, fired_time);
CREATE INDEX idx_qrtz_eh_trig_time ON quartz.qrtz_execution_history USING btree (sched_name, trigger_group, trigger_name, fired_time);
CREATE INDEX idx_qrtz_ft_inst_job_req_rcvry ON quartz.qrtz_fired_triggers USING btree (sched_name, instance_name, requests_recovery);
CREATE INDEX idx_qrtz_ft_j_g ON quartz.qrtz_fired_triggers USING btree (sched_name, job_name, job_group);
CREATE INDEX idx_qrtz_ft_t_g ON quartz.qrtz_fired_triggers USING btree (sched_name, trigger_name, trigger_group);
CREATE INDEX idx_qrtz_j_g_n ON quartz.qrtz_job_details USING btree (sched_name, job_group, job_name);
CREATE INDEX idx_qrtz_mh_inst ON quartz.qrtz_misfire_history USING btree (sched_name, instance_name);
CREATE INDEX idx_qrtz_mh_misfire_time ON quartz.qrtz_misfire_history USING btree (sched_name, misfire_time);
CREATE INDEX idx_qrtz_t_c ON quartz.qrtz_triggers USING btree (sched_name, calendar_name);
CREATE INDEX idx_qrtz_t_g_n ON quartz.qrtz_triggers USING btree (sched_name, trigger_group, trigger_name);
CREATE INDEX idx_qrtz_t_j ON quartz.qrtz_triggers USING btree (sched_name, job_name, job_group);
CREATE INDEX idx_qrtz_t_nft_st ON quartz.qrtz_triggers USING btree (sched_name, trigger_state, next_fire_time, priority DESC, misfire_instr);
CREATE TRIGGER access_record_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.access_record FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_access_change();
ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT fk_acknowledgement_alert_row_alert_id FOREIGN KEY (alert_id) REFERENCES public.alert(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_mail_row_mail_id FOREIGN KEY (mail_id) REFERENCES public.mail(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.api_key_secret
    ADD CONSTRAINT fk_api_key_secret_name FOREIGN KEY (name) REFERENCES public.api_key(name);
ALTER TABLE ONLY public.digest_line
    ADD CONSTRAINT fk_digest_line_mail_mail_id FOREIGN KEY (mail_id) REFERENCES public.mail(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.recalculation_move
    ADD CONSTRAINT fk_recalculation_move_recalculation_row_recalculation_id FOREIGN KEY (recalculation_id) REFERENCES public.recalculation(id) ON DELETE CASCADE;
ALTER TABLE ONLY quartz.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;
ALTER TABLE ONLY quartz.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;
ALTER TABLE ONLY quartz.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;
ALTER TABLE ONLY quartz.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;
ALTER TABLE ONLY quartz.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_sched_name_job_name_job_group_fkey FOREIGN KEY (sched_name, job_name, job_group) REFERENCES quartz.qrtz_job_details(sched_name, job_name, job_group);

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.audit_logs (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    action text NOT NULL,
    CONSTRAINT audit_logs_pkey PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
-- create_table: new partition
CREATE TABLE public.audit_logs_2024_01 PARTITION OF public.audit_logs FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- create_table: new partition
CREATE TABLE public.audit_logs_2024_02 PARTITION OF public.audit_logs FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- create_table: new partition
CREATE TABLE public.audit_logs_2024_03 PARTITION OF public.audit_logs FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
COMMIT;

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
CREATE TABLE public.events (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
) PARTITION BY RANGE (created_at);
-- create_table: new partition
CREATE TABLE public.events_2024_01_01 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2024-01-08');
-- create_table: new partition
CREATE TABLE public.events_2024_01_08 PARTITION OF public.events FOR VALUES FROM ('2024-01-08') TO ('2024-01-15');
-- create_table: new partition
CREATE TABLE public.events_2024_01_15 PARTITION OF public.events FOR VALUES FROM ('2024-01-15') TO ('2024-01-22');
-- create_table: new partition
CREATE TABLE public.events_default PARTITION OF public.events DEFAULT;
COMMIT;

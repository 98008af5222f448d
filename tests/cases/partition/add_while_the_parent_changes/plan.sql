SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.events: ACCESS EXCLUSIVE, instant; public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD COLUMN what text;
-- create_index_only: new index; invalid until every partition has its part [public.events: SHARE, instant]
CREATE INDEX events_what ON ONLY public.events USING btree (what);
-- create_table: new partition
CREATE TABLE public.events_2024 (
    LIKE public.events INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ATTACH PARTITION public.events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_what` that partition `events_2023` holds [public.events_2023: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_2023_what_idx ON public.events_2023 USING btree (what);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_what ATTACH PARTITION public.events_2023_what_idx;
COMMIT;

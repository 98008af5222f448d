SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_table_parameters: other storage parameters [public.logs_2024: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.logs_2024 SET (fillfactor = 90);
-- create_table: new partition
CREATE TABLE public.logs_2025 (
    LIKE public.logs INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.logs: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.logs ATTACH PARTITION public.logs_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.logs_2024: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY logs_2024_line ON public.logs_2024 USING btree (line);

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_partition_rows: no row may be outside of the bound [public.logs: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.logs WHERE (NOT (level IS NOT NULL AND level = 'error')) IS NOT TRUE) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'table public.logs holds rows that the partition which it is to become does not take',
      HINT = 'Give the partition a bound that takes them, or move them out first.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.logs: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs ADD CONSTRAINT logs_rest_schemadiff_bound CHECK (NOT (level IS NOT NULL AND level = 'error')) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.logs: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs VALIDATE CONSTRAINT logs_rest_schemadiff_bound;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: becomes a partition of the table that takes its name [public.logs: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs RENAME TO logs_rest;
-- rename_index: gives its name to that of the partitioned table [public.logs_level: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.logs_level RENAME TO logs_rest_level_idx;
-- create_table: new table
CREATE TABLE public.logs (
    id bigint NOT NULL,
    level text
) PARTITION BY LIST (level);
-- create_table: new partition
CREATE TABLE public.logs_error PARTITION OF public.logs FOR VALUES IN ('error');
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX logs_level ON public.logs USING btree (level);
-- attach_partition: becomes a partition [public.logs_rest: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs ATTACH PARTITION public.logs_rest DEFAULT;
-- drop_constraint: the check has served [public.logs_rest: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_rest DROP CONSTRAINT logs_rest_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [public.logs_rest: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.logs;
COMMIT;

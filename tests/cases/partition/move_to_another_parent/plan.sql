SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: stands alone from here on [public.logs: SHARE UPDATE EXCLUSIVE, instant; public.logs_1: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.logs DETACH PARTITION public.logs_1 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: detaching concurrently leaves the bound behind as a check [public.logs_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_1 DROP CONSTRAINT IF EXISTS logs_1_at_check;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.logs_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs_1 ADD CONSTRAINT logs_1_schemadiff_bound CHECK (at IS NOT NULL AND at >= '2024-01-01' AND at < '2024-02-01') NOT VALID;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.logs_1: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.logs_1_at_idx;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.logs_1: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY logs_1_line_idx ON public.logs_1 USING btree (line);

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.logs_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs_1 VALIDATE CONSTRAINT logs_1_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.archive: SHARE UPDATE EXCLUSIVE, instant; public.logs_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.archive ATTACH PARTITION public.logs_1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- drop_constraint: the check has served [public.logs_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_1 DROP CONSTRAINT logs_1_schemadiff_bound;
COMMIT;

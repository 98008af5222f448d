SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.logs_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs_1 ADD CONSTRAINT logs_1_schemadiff_bound CHECK (region IS NOT NULL AND region IN ('a', 'b')) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.logs_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs_1 VALIDATE CONSTRAINT logs_1_schemadiff_bound;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_default_rows: no row may be in the way [public.logs_rest: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.logs_rest WHERE region IS NOT NULL AND region IN ('a', 'b')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'default partition public.logs_rest holds rows of a partition that is to be made',
      HINT = 'Move them out first, in a transaction that puts them back once the partition is there.';
  END IF;
END
$$;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that the default partition has no row of `logs_1`, which it takes no more of [public.logs_rest: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.logs_rest ADD CONSTRAINT logs_1_schemadiff_rest CHECK (NOT (region IS NOT NULL AND region IN ('a', 'b'))) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.logs_rest: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs_rest VALIDATE CONSTRAINT logs_1_schemadiff_rest;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- detach_partition: takes other rows; detached and attached in one transaction [public.logs: ACCESS EXCLUSIVE, instant; public.logs_1: ACCESS EXCLUSIVE, instant; public.logs_rest: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs DETACH PARTITION public.logs_1;
-- attach_partition: with its new bound [public.logs: SHARE UPDATE EXCLUSIVE, instant; public.logs_1: ACCESS EXCLUSIVE, instant; public.logs_rest: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs ATTACH PARTITION public.logs_1 FOR VALUES IN ('a', 'b');
-- drop_constraint: the check has served [public.logs_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_1 DROP CONSTRAINT logs_1_schemadiff_bound;
-- drop_constraint: the check has served [public.logs_rest: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_rest DROP CONSTRAINT logs_1_schemadiff_rest;
COMMIT;

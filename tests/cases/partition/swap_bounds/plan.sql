SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.logs_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.logs_1 ADD CONSTRAINT logs_1_schemadiff_bound CHECK (kind IS NOT NULL AND kind IN ('a', 'd')) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.logs_2: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.logs_2 ADD CONSTRAINT logs_2_schemadiff_bound CHECK (kind IS NOT NULL AND kind IN ('c', 'b')) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.logs_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs_1 VALIDATE CONSTRAINT logs_1_schemadiff_bound;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.logs_2: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs_2 VALIDATE CONSTRAINT logs_2_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- detach_partition: takes other rows; detached and attached in one transaction [public.logs: ACCESS EXCLUSIVE, instant; public.logs_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs DETACH PARTITION public.logs_1;
-- detach_partition: takes other rows; detached and attached in one transaction [public.logs: ACCESS EXCLUSIVE, instant; public.logs_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs DETACH PARTITION public.logs_2;
-- attach_partition: with its new bound [public.logs: SHARE UPDATE EXCLUSIVE, instant; public.logs_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs ATTACH PARTITION public.logs_1 FOR VALUES IN ('a', 'd');
-- attach_partition: with its new bound [public.logs: SHARE UPDATE EXCLUSIVE, instant; public.logs_2: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs ATTACH PARTITION public.logs_2 FOR VALUES IN ('c', 'b');
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: the check has served [public.logs_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_1 DROP CONSTRAINT logs_1_schemadiff_bound;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: the check has served [public.logs_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs_2 DROP CONSTRAINT logs_2_schemadiff_bound;
COMMIT;

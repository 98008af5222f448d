SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.events_january: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.events_january ADD CONSTRAINT events_january_schemadiff_bound CHECK (at IS NOT NULL AND at >= '2024-01-01 02:00+02' AND at < 'January 31 2024 24:00 UTC') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.stamps_small: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.stamps_small ADD CONSTRAINT stamps_small_schemadiff_bound CHECK ((value IS NULL OR value IN ('1', '2.5'))) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events_january: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_january VALIDATE CONSTRAINT events_january_schemadiff_bound;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.stamps_small: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.stamps_small VALIDATE CONSTRAINT stamps_small_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- detach_partition: takes other rows; detached and attached in one transaction [public.events: ACCESS EXCLUSIVE, instant; public.events_january: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DETACH PARTITION public.events_january;
-- attach_partition: with its new bound [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_january: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_january FOR VALUES FROM ('2024-01-01 02:00+02') TO ('January 31 2024 24:00 UTC');
-- drop_constraint: the check has served [public.events_january: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_january DROP CONSTRAINT events_january_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- detach_partition: takes other rows; detached and attached in one transaction [public.stamps: ACCESS EXCLUSIVE, instant; public.stamps_small: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.stamps DETACH PARTITION public.stamps_small;
-- attach_partition: with its new bound [public.stamps: SHARE UPDATE EXCLUSIVE, instant; public.stamps_small: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.stamps ATTACH PARTITION public.stamps_small FOR VALUES IN ('1', '2.5', NULL);
-- drop_constraint: the check has served [public.stamps_small: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.stamps_small DROP CONSTRAINT stamps_small_schemadiff_bound;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.events_2023: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_2023 ADD CONSTRAINT events_2023_schemadiff_bound CHECK (at IS NOT NULL AND at >= '2023-01-01' AND at < '2024-01-01') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events_2023: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2023 VALIDATE CONSTRAINT events_2023_schemadiff_bound;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_default_rows: no row may be in the way [public.events_rest: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.events_rest WHERE at IS NOT NULL AND at >= '2023-01-01' AND at < '2024-01-01') THEN
    RAISE EXCEPTION USING
      MESSAGE = 'default partition public.events_rest holds rows of a partition that is to be made',
      HINT = 'Move them out first, in a transaction that puts them back once the partition is there.';
  END IF;
END
$$;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that the default partition has no row of `events_2023`, which it takes no more of [public.events_rest: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.events_rest ADD CONSTRAINT events_2023_schemadiff_rest CHECK (NOT (at IS NOT NULL AND at >= '2023-01-01' AND at < '2024-01-01')) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events_rest: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_rest VALIDATE CONSTRAINT events_2023_schemadiff_rest;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2023: ACCESS EXCLUSIVE, instant; public.events_rest: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- drop_constraint: the check has served [public.events_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2023 DROP CONSTRAINT events_2023_schemadiff_bound;
-- drop_constraint: the check has served [public.events_rest: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_rest DROP CONSTRAINT events_2023_schemadiff_rest;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.days_first: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.days_first ADD CONSTRAINT days_first_schemadiff_bound CHECK (((at AT TIME ZONE 'UTC')::date) IS NOT NULL AND ((at AT TIME ZONE 'UTC')::date) IN ('2024-01-01', 'Feb 1 2024')) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.visits_february: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.visits_february ADD CONSTRAINT visits_february_schemadiff_bound CHECK ((date_trunc('month', at AT TIME ZONE 'UTC')) IS NOT NULL AND (round(price, 2)) IS NOT NULL AND ((date_trunc('month', at AT TIME ZONE 'UTC')) > 'Feb 1 2024' OR ((date_trunc('month', at AT TIME ZONE 'UTC')) = 'Feb 1 2024' AND (round(price, 2)) >= '0.50')) AND (date_trunc('month', at AT TIME ZONE 'UTC')) < '2024-03-01 00:00') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.visits_january: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.visits_january ADD CONSTRAINT visits_january_schemadiff_bound CHECK ((date_trunc('month', at AT TIME ZONE 'UTC')) IS NOT NULL AND (round(price, 2)) IS NOT NULL AND ((date_trunc('month', at AT TIME ZONE 'UTC')) > '2024-01-01' OR ((date_trunc('month', at AT TIME ZONE 'UTC')) = '2024-01-01' AND (round(price, 2)) >= '0.50')) AND ((date_trunc('month', at AT TIME ZONE 'UTC')) < '2024-02-01' OR ((date_trunc('month', at AT TIME ZONE 'UTC')) = '2024-02-01' AND (round(price, 2)) < '0.50'))) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.days_first: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.days_first VALIDATE CONSTRAINT days_first_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.visits_february: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits_february VALIDATE CONSTRAINT visits_february_schemadiff_bound;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.visits_january: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits_january VALIDATE CONSTRAINT visits_january_schemadiff_bound;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- detach_partition: takes other rows; detached and attached in one transaction [public.days: ACCESS EXCLUSIVE, instant; public.days_first: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.days DETACH PARTITION public.days_first;
-- attach_partition: with its new bound [public.days: SHARE UPDATE EXCLUSIVE, instant; public.days_first: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.days ATTACH PARTITION public.days_first FOR VALUES IN ('2024-01-01', 'Feb 1 2024');
-- drop_constraint: the check has served [public.days_first: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.days_first DROP CONSTRAINT days_first_schemadiff_bound;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- detach_partition: takes other rows; detached and attached in one transaction [public.visits: ACCESS EXCLUSIVE, instant; public.visits_february: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits DETACH PARTITION public.visits_february;
-- detach_partition: takes other rows; detached and attached in one transaction [public.visits: ACCESS EXCLUSIVE, instant; public.visits_january: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits DETACH PARTITION public.visits_january;
-- attach_partition: with its new bound [public.visits: SHARE UPDATE EXCLUSIVE, instant; public.visits_february: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits ATTACH PARTITION public.visits_february FOR VALUES FROM ('Feb 1 2024', '0.50') TO ('2024-03-01 00:00', MINVALUE);
-- attach_partition: with its new bound [public.visits: SHARE UPDATE EXCLUSIVE, instant; public.visits_january: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits ATTACH PARTITION public.visits_january FOR VALUES FROM ('2024-01-01', '0.50') TO ('2024-02-01', '0.50');
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: the check has served [public.visits_february: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_february DROP CONSTRAINT visits_february_schemadiff_bound;
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: the check has served [public.visits_january: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_january DROP CONSTRAINT visits_january_schemadiff_bound;
COMMIT;

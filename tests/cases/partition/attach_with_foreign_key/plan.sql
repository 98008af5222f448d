SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.visits_2023: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits_2023 ADD CONSTRAINT visits_2023_schemadiff_bound CHECK (day IS NOT NULL AND day >= '2023-01-01' AND day < '2024-01-01') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.visits_2023: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits_2023 VALIDATE CONSTRAINT visits_2023_schemadiff_bound;
COMMIT;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.visits_2023: SHARE ROW EXCLUSIVE, instant; public.users: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits_2023 ADD CONSTRAINT visits_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.visits_2023: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits_2023 VALIDATE CONSTRAINT visits_user_id_fkey;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.visits: SHARE UPDATE EXCLUSIVE, instant; public.visits_2023: ACCESS EXCLUSIVE, instant; public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits ATTACH PARTITION public.visits_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- drop_constraint: the check has served [public.visits_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_2023 DROP CONSTRAINT visits_2023_schemadiff_bound;
COMMIT;

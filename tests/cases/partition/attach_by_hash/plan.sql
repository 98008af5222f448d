SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.sessions_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.sessions_1 ADD CONSTRAINT sessions_1_schemadiff_bound CHECK (satisfies_hash_partition('public.sessions'::regclass::oid, 2, 1, id)) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.sessions_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.sessions_1 VALIDATE CONSTRAINT sessions_1_schemadiff_bound;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_partition: becomes a partition [public.sessions: SHARE UPDATE EXCLUSIVE, instant; public.sessions_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.sessions ATTACH PARTITION public.sessions_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- drop_constraint: the check has served [public.sessions_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.sessions_1 DROP CONSTRAINT sessions_1_schemadiff_bound;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: steps aside while something that it uses changes [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT named;
-- change_type_free: another type that the stored values fit as they are [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN name TYPE character varying(200);
-- add_check_not_valid: new rows have to satisfy it from here on [public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT named;
COMMIT;

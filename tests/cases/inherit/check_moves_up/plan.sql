SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.places ADD CONSTRAINT is_named CHECK (name <> '') NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.places: SHARE UPDATE EXCLUSIVE, scan; public.capitals: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.places VALIDATE CONSTRAINT is_named;
COMMIT;

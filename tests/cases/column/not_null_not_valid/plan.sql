SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.events: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events VALIDATE CONSTRAINT events_id_not_null;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_not_null: made anew, as one that holds for new rows [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN kind DROP NOT NULL;
-- add_not_null_not_valid: holds for new rows [public.events: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ADD CONSTRAINT kind_is_known NOT NULL kind NOT VALID;
COMMIT;

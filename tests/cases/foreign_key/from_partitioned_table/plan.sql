SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows of the partition have to satisfy it from here on [public.logs_2024: SHARE ROW EXCLUSIVE, instant; public.users: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.logs_2024 ADD CONSTRAINT logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.logs_2024: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.logs_2024 VALIDATE CONSTRAINT logs_user_id_fkey;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_merged: takes over what the partitions have [public.logs: SHARE ROW EXCLUSIVE, instant; public.logs_2024: SHARE ROW EXCLUSIVE, instant; public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.logs ADD CONSTRAINT logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id);
COMMIT;

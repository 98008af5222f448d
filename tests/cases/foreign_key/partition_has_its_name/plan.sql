SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_foreign_key: a partitioned table takes no NOT VALID foreign key [public.logs: SHARE ROW EXCLUSIVE, scan; public.users: SHARE ROW EXCLUSIVE, scan; public.logs_2024: SHARE ROW EXCLUSIVE, scan] ! blocks writes; fails if rows do not fit
ALTER TABLE public.logs ADD CONSTRAINT by_user FOREIGN KEY (user_id) REFERENCES public.users (id);
COMMIT;

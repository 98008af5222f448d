SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- change_type_rewrite: another order of the same values: indexes over them are built anew [public.users: ACCESS EXCLUSIVE, build] ! blocks reads and writes; breaks the running application; fails if rows do not fit
ALTER TABLE public.users ALTER COLUMN name TYPE text COLLATE "C" USING name::text;
COMMIT;

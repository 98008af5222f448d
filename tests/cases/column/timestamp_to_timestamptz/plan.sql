SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_default: of the old type [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits ALTER COLUMN at DROP DEFAULT;
-- change_type_rewrite: another type: every row is written anew [public.visits: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.visits ALTER COLUMN at TYPE timestamp with time zone USING at AT TIME ZONE 'UTC';
-- set_default: for rows to come [public.visits: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits ALTER COLUMN at SET DEFAULT now();
COMMIT;

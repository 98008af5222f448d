SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_default: of the old type [public.counters: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.counters ALTER COLUMN value DROP DEFAULT;
-- change_type_rewrite: another type: every row is written anew [public.counters: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.counters ALTER COLUMN value TYPE bigint USING value::bigint;
-- set_default: for rows to come [public.counters: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.counters ALTER COLUMN value SET DEFAULT 0;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_default: of the old type [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN n DROP DEFAULT;
-- change_type_rewrite: another type: every row is written anew, at once: what its default uses is made anew too [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN n TYPE integer USING n::integer;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_function: created anew below: its result type changes
DROP FUNCTION public.n(integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.n(a integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1$$;
-- set_default: for rows to come [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT public.n(1);
COMMIT;

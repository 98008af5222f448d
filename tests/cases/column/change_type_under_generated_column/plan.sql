SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_column: steps aside while something that it is computed from changes [public.lines: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.lines DROP COLUMN twice;
-- change_type_rewrite: another type: every row is written anew, at once: `twice` is computed from it, which nothing but writing every row can do anew [public.lines: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.lines ALTER COLUMN quantity TYPE bigint USING quantity::bigint;
-- add_column_rewrite: computed anew [public.lines: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.lines ADD COLUMN twice bigint GENERATED ALWAYS AS (quantity * 2) STORED;
COMMIT;

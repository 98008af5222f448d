SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.t.g` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- set_expression: another expression: every value is computed anew [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.t ALTER COLUMN g SET EXPRESSION AS (a * 3);
-- create_view: created anew
CREATE VIEW public.v AS
SELECT g
FROM public.t;
COMMIT;

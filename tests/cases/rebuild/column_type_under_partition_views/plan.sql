SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.p1.n` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_policy: created anew below: column `public.p1.n` changes under it [public.p1: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY small ON public.p1;
-- change_type_rewrite: another type: every row is written anew, at once: its table is partitioned or inherits [public.p: ACCESS EXCLUSIVE, rewrite; public.p1: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.p ALTER COLUMN n TYPE bigint USING n::bigint;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT n
FROM public.p1;
-- create_policy: created anew [public.p1: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY small ON public.p1 FOR ALL TO PUBLIC USING (n < 10);
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.pair` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_function: created anew below: its result type changes
DROP FUNCTION public.pair();
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.pair(OUT a integer, OUT b integer, OUT c text)
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1, 2, 'x'$$;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT a
FROM public.pair();
COMMIT;

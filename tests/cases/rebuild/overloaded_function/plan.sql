SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.f` changes under it [public.i: ACCESS EXCLUSIVE, instant]
DROP VIEW public.i;
-- drop_view: created anew below: function `public.f` changes under it [public.t: ACCESS EXCLUSIVE, instant]
DROP VIEW public.t;
-- drop_function: created anew below: its result type changes
DROP FUNCTION public.f(integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.f(a integer)
RETURNS bigint
LANGUAGE sql
IMMUTABLE
AS $$SELECT a$$;
-- create_view: created anew
CREATE VIEW public.i AS
SELECT public.f(1);
-- create_view: created anew
CREATE VIEW public.t AS
SELECT public.f('x'::text);
COMMIT;

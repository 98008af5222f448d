SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: view `public.v` changes under it [public.w: ACCESS EXCLUSIVE, instant]
DROP VIEW public.w;
-- drop_function: created anew below: view `public.v` changes under it
DROP FUNCTION public.label(public.v);
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT name, id
FROM public.users;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.label(r public.v)
RETURNS text
LANGUAGE sql
STABLE
AS $$SELECT r.name$$;
-- create_view: created anew
CREATE VIEW public.w AS
SELECT public.label(v)
FROM public.v;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_function: created anew below: table `public.v` changes under it
DROP FUNCTION public.f();
-- drop_view: created anew below: table `public.v` changes under it [public.w: ACCESS EXCLUSIVE, instant]
DROP VIEW public.w;
-- drop_table: no longer in the model [public.v: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.v;
-- create_view: new view
CREATE VIEW public.v AS
SELECT id, name
FROM public.users;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.f()
RETURNS SETOF public.v
LANGUAGE sql
STABLE
AS $$SELECT * FROM v$$;
-- create_view: created anew
CREATE VIEW public.w AS
SELECT id
FROM public.v;
COMMIT;

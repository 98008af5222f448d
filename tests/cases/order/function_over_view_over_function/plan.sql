SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.z()
RETURNS SETOF public.t
LANGUAGE sql
STABLE
BEGIN ATOMIC
  SELECT t.id, t.n FROM public.t;
END;
-- create_view: new view
CREATE VIEW public.y AS
SELECT id, n
FROM public.z();
-- create_function: new function
CREATE OR REPLACE FUNCTION public.x(r public.y)
RETURNS integer
LANGUAGE sql
STABLE
BEGIN ATOMIC
  SELECT (r).n + (SELECT count(*) FROM public.y)::int;
END;
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.w AS
SELECT public.x(y)
FROM public.y;
-- create_view: new view
CREATE VIEW public.a AS
SELECT x
FROM public.w;
COMMIT;

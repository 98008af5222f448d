SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_function: created anew below: composite type `public.pair` changes under it
DROP FUNCTION public.first_of(public.pairs);
-- drop_composite_type: created anew below: composite type `public.pair` changes under it [public.pairs: ACCESS EXCLUSIVE, instant]
DROP TYPE public.pairs;
-- drop_composite_type: created anew below: its attributes stand in another order: new ones come last, and the others keep their places [public.pair: ACCESS EXCLUSIVE, instant]
DROP TYPE public.pair;
-- create_composite_type: created anew
CREATE TYPE public.pair AS (
    b text,
    a integer
);
-- create_composite_type: created anew
CREATE TYPE public.pairs AS (
    first public.pair,
    others public.pair[]
);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.first_of(p public.pairs)
RETURNS public.pair
LANGUAGE sql
AS $$select p.first$$;
COMMIT;

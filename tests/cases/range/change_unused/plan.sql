SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_range_type: created anew below: no statement changes what a range is
DROP TYPE public.period;
-- create_range_type: created anew
CREATE TYPE public.period AS RANGE (
    SUBTYPE = timestamp with time zone,
    MULTIRANGE_TYPE_NAME = public.many_periods
);
-- comment: comment
COMMENT ON TYPE public.period IS 'From when to when';
-- create_function: new function
CREATE OR REPLACE FUNCTION public.count_of(r public.many_periods)
RETURNS integer
LANGUAGE sql
AS $$SELECT 1$$;
-- drop_function: created anew below: range type `public.floatrange` changes under it
DROP FUNCTION public.width(public.floatrange);
-- drop_range_type: created anew below: no statement changes what a range is
DROP TYPE public.floatrange;
-- create_range_type: created anew
CREATE TYPE public.floatrange AS RANGE (
    SUBTYPE = double precision,
    SUBTYPE_DIFF = float8mi
);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.width(r public.floatrange)
RETURNS double precision
LANGUAGE sql
AS $$SELECT upper(r) - lower(r)$$;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT apart;
-- drop_function: created anew below: an argument gets another name
DROP FUNCTION public.span(integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.span(m integer)
RETURNS int4range
LANGUAGE sql
IMMUTABLE
AS $$SELECT int4range(m, m + 1)$$;
-- add_exclusion: PostgreSQL builds the index of an exclusion only in place [public.t: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT apart EXCLUDE USING gist ((public.span(n)) WITH &&);
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_function: created anew below: a call could mean function `public.discount(integer, integer)` too ! breaks the running application
DROP FUNCTION public.discount(integer, integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.discount(price integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT price / 10$$;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.z_base(n integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT n + 1$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.a_derived(n integer)
RETURNS integer
LANGUAGE sql
IMMUTABLE
RETURN public.z_base(n) * 2;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- grant: granted in the model ! changes who may see or do what
GRANT USAGE, CREATE ON SCHEMA app TO access_one;
-- grant: granted in the model ! changes who may see or do what
GRANT USAGE ON TYPE public.mood TO access_one;
-- grant: granted in the model ! changes who may see or do what
GRANT ALL ON PROCEDURE public.tidy(integer) TO access_one;
-- grant: granted in the model ! changes who may see or do what
GRANT EXECUTE ON FUNCTION public.twice(integer) TO access_one;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE USAGE ON TYPE public.mood FROM PUBLIC;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE EXECUTE ON FUNCTION public.twice(integer) FROM PUBLIC;
COMMIT;

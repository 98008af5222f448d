SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_owner: another owner ! changes who may see or do what
ALTER TYPE public.email OWNER TO "access two";
-- grant: granted in the model ! changes who may see or do what
GRANT USAGE ON TYPE public.email TO access_one;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE USAGE ON TYPE public.email FROM PUBLIC;
-- change_owner: another owner [public.pair: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TYPE public.pair OWNER TO "access two";
-- grant: granted in the model ! changes who may see or do what
GRANT USAGE ON TYPE public.pair TO access_one;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE USAGE ON TYPE public.pair FROM PUBLIC;
-- change_owner: another owner ! changes who may see or do what
ALTER TYPE public.span OWNER TO "access two";
-- grant: granted in the model ! changes who may see or do what
GRANT USAGE ON TYPE public.span TO access_one;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE USAGE ON TYPE public.span FROM PUBLIC;
COMMIT;

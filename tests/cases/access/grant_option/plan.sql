SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- grant: granted in the model [public.items: ACCESS SHARE, instant] ! changes who may see or do what
GRANT INSERT ON TABLE public.items TO "access two" WITH GRANT OPTION;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke: not granted in the model [public.items: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE GRANT OPTION FOR SELECT ON TABLE public.items FROM access_one;
-- revoke: not granted in the model [public.items: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE GRANT OPTION FOR UPDATE (id) ON TABLE public.items FROM access_one;
COMMIT;

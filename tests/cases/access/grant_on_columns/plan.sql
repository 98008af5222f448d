SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- grant: granted in the model [public.people: ACCESS SHARE, instant] ! changes who may see or do what
GRANT UPDATE ("Full Name") ON TABLE public.people TO access_one;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke: not granted in the model [public.people: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE SELECT ON TABLE public.people FROM access_one;
-- revoke: not granted in the model [public.people: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE UPDATE (name) ON TABLE public.people FROM access_one;
-- grant: what is taken from the whole is taken from its columns too [public.people: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT ("Full Name", id, name) ON TABLE public.people TO access_one;
COMMIT;

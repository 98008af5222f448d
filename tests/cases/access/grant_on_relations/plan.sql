SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- grant: granted in the model [app.items: ACCESS SHARE, instant] ! changes who may see or do what
GRANT INSERT ON TABLE app.items TO access_one;
-- grant: granted in the model [public.items: ACCESS SHARE, instant] ! changes who may see or do what
GRANT INSERT, UPDATE ON TABLE public.items TO access_one;
-- grant: granted in the model [public.items: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT ON TABLE public.items TO PUBLIC;
-- grant: granted in the model [public.numbers: ACCESS SHARE, instant] ! changes who may see or do what
GRANT USAGE ON SEQUENCE public.numbers TO access_one;
-- grant: granted in the model [public.recent: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT ON TABLE public.recent TO access_one;
-- grant: granted in the model [public.totals: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT ON TABLE public.totals TO access_one;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke: not granted in the model [app.items: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE SELECT ON TABLE app.items FROM access_one;
-- revoke: not granted in the model [public.items: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE DELETE ON TABLE public.items FROM access_one;
COMMIT;

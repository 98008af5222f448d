SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- no_inherit: its rows are rows of `a` no longer [public.c: ACCESS EXCLUSIVE, instant; public.a: ACCESS SHARE, instant] ! breaks the running application
ALTER TABLE public.c NO INHERIT public.a;
-- no_inherit: its rows are rows of `b` no longer [public.c: ACCESS EXCLUSIVE, instant; public.b: ACCESS SHARE, instant] ! breaks the running application
ALTER TABLE public.c NO INHERIT public.b;
-- inherit: its rows are rows of `b` too [public.c: ACCESS EXCLUSIVE, instant; public.b: SHARE UPDATE EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.c INHERIT public.b;
-- inherit: its rows are rows of `a` too [public.c: ACCESS EXCLUSIVE, instant; public.a: SHARE UPDATE EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.c INHERIT public.a;
COMMIT;

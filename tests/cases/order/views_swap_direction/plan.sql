SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [public.b: ACCESS EXCLUSIVE, instant]
DROP VIEW public.b;
-- create_view: created anew
CREATE VIEW public.b AS
SELECT id, name
FROM public.users;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [public.a: ACCESS EXCLUSIVE, instant]
DROP VIEW public.a;
-- create_view: created anew
CREATE VIEW public.a AS
SELECT id, name
FROM public.b;
COMMIT;

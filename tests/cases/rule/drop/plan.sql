SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: no longer in the model [public.people: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP VIEW public.people;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_rule: no longer in the model [public.users: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP RULE keep ON public.users;
COMMIT;

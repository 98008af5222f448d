SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.events_rest: ACCESS EXCLUSIVE, instant; public.events: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.events_rest;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.events_a: ACCESS EXCLUSIVE, instant; public.events: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.events_a;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.events: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.events;
COMMIT;

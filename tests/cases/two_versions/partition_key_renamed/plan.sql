SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_column: the same object under another name [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.events RENAME COLUMN day TO day_no;
COMMIT;

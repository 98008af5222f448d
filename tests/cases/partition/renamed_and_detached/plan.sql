SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.events_2023: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.events_2023 RENAME TO old_events;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: stands alone from here on [public.events: SHARE UPDATE EXCLUSIVE, instant; public.old_events: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.events DETACH PARTITION public.old_events CONCURRENTLY;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: detaching concurrently leaves the bound behind as a check [public.old_events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.old_events DROP CONSTRAINT IF EXISTS old_events_happened_check;
COMMIT;

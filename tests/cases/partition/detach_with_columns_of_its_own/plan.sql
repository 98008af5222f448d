SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: stands alone from here on [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2024: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.events DETACH PARTITION public.events_2024 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: detaching concurrently leaves the bound behind as a check [public.events_2024: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2024 DROP CONSTRAINT IF EXISTS events_2024_at_check;
COMMIT;

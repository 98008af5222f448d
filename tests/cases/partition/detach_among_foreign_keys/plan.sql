SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: stands alone from here on [public.visits: SHARE UPDATE EXCLUSIVE, scan; public.notes: ACCESS EXCLUSIVE, scan; public.rooms: SHARE ROW EXCLUSIVE, scan; public.rooms_1: SHARE ROW EXCLUSIVE, scan; and on 3 more] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes; fails if rows do not fit; blocks writes
ALTER TABLE public.visits DETACH PARTITION public.visits_1 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: detaching concurrently leaves the bound behind as a check [public.visits_1: ACCESS EXCLUSIVE, instant; public.visits_1_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_1 DROP CONSTRAINT IF EXISTS visits_1_day_check;
COMMIT;

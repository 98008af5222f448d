SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: stands alone from here on [public.visits: SHARE UPDATE EXCLUSIVE, instant; public.users: SHARE ROW EXCLUSIVE, instant; public.visits_2023: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.visits DETACH PARTITION public.visits_2023 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: detaching concurrently leaves the bound behind as a check [public.visits_2023: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits_2023 DROP CONSTRAINT IF EXISTS visits_2023_day_check;
-- create_trigger: new trigger [public.visits_2023: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER note AFTER INSERT ON public.visits_2023 FOR EACH ROW EXECUTE FUNCTION public.note();
COMMIT;

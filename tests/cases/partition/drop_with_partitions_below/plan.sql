SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: dropped next, without its parent being locked [public.readings: SHARE UPDATE EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2024_eu: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.readings DETACH PARTITION public.readings_2024 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.readings_2024_eu: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.readings_2024_eu;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.readings_2024: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.readings_2024;
COMMIT;

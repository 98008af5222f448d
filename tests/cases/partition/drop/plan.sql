SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: dropped next, without its parent being locked [public.audit_logs: SHARE UPDATE EXCLUSIVE, instant; public.audit_logs_2024_01: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.audit_logs DETACH PARTITION public.audit_logs_2024_01 CONCURRENTLY;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.audit_logs_2024_01: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.audit_logs_2024_01;
COMMIT;

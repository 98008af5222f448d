SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_materialized_view_parameters: other storage parameters [public.m: SHARE UPDATE EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m SET (fillfactor = 80, toast.autovacuum_vacuum_threshold = 500);
-- set_materialized_view_parameters: other storage parameters [public.m: SHARE UPDATE EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m RESET (toast.autovacuum_enabled);
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_statistics: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2024: SHARE UPDATE EXCLUSIVE, instant; public.events_2025: SHARE UPDATE EXCLUSIVE, instant; public.events_2025_1: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN what SET STATISTICS 200;
-- set_column_statistics: the partition's own, which that of its parent has replaced [public.events_2024: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events_2024 ALTER COLUMN what SET STATISTICS 500;
COMMIT;

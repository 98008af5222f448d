SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_storage: for values to come [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN kind SET STORAGE MAIN;
-- set_column_storage: the partition's own, which that of its parent has replaced [public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2 ALTER COLUMN kind SET STORAGE EXTERNAL;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_storage: for values to come [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 ALTER COLUMN note SET STORAGE EXTENDED;
-- set_column_compression: for values to come [public.events_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_1 ALTER COLUMN note SET COMPRESSION pglz;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_statistics: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN kind SET STATISTICS 1000;
-- set_column_statistics: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN "User" SET STATISTICS -1;
-- add_column: new column [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD COLUMN at timestamp with time zone;
-- set_column_statistics: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN at SET STATISTICS 300;
COMMIT;

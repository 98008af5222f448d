SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_type_free: another type that the stored values fit as they are [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN body TYPE text;
-- set_column_storage: for values to come [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN body SET STORAGE EXTERNAL;
-- set_column_compression: for values to come [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN body SET COMPRESSION pglz;
-- set_column_statistics: for the next ANALYZE [public.articles: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN body SET STATISTICS 60;
COMMIT;

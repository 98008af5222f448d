SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_options: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN kind SET (n_distinct_inherited = 50);
-- set_column_options: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN kind RESET (n_distinct);
-- set_column_options: for the next ANALYZE [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ALTER COLUMN user_id SET (n_distinct = '-0.25');
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_view_default: for INSERT into the view [public.people: ACCESS EXCLUSIVE, instant]
ALTER VIEW public.people ALTER COLUMN name SET DEFAULT 'nobody';
COMMIT;

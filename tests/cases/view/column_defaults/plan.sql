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
ALTER VIEW public.people ALTER COLUMN at SET DEFAULT (current_date + 1);
-- set_view_default: for INSERT into the view [public.people: ACCESS EXCLUSIVE, instant]
ALTER VIEW public.people ALTER COLUMN state SET DEFAULT 'old';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view_default: no default any more [public.people: ACCESS EXCLUSIVE, instant]
ALTER VIEW public.people ALTER COLUMN name DROP DEFAULT;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.events: ACCESS EXCLUSIVE, instant; public.events_2024: ACCESS EXCLUSIVE, instant; public.events_rest: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD COLUMN source text DEFAULT 'web' NOT NULL;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_not_null: tables that inherit need not have it [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ALTER CONSTRAINT events_id_not_null NO INHERIT;
-- alter_not_null: tables that inherit have it too [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ALTER CONSTRAINT has_time INHERIT;
COMMIT;

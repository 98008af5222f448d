SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_constraint: checked at another time [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER CONSTRAINT users_team_id_fkey DEFERRABLE INITIALLY DEFERRED;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- stop_enforcing: nobody checks it any more [public.lines: ACCESS EXCLUSIVE, instant; public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.lines ALTER CONSTRAINT lines_a DEFERRABLE INITIALLY DEFERRED NOT ENFORCED;
COMMIT;

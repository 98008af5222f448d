SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.new_code()
RETURNS text
LANGUAGE sql
AS $$select md5(random()::text)$$;
-- set_default: for rows to come [public.tickets: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.tickets ALTER COLUMN code SET DEFAULT public.new_code();
COMMIT;

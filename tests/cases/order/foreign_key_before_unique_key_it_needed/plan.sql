SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: no longer in the model [public.users: ACCESS EXCLUSIVE, instant; public.countries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT users_country_fkey;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: no longer in the model [public.countries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.countries DROP CONSTRAINT countries_code_key;
COMMIT;

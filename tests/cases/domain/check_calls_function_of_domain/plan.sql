SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_domain: new domain
CREATE DOMAIN public.even AS integer;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.is_even(n public.even)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT n::integer % 2 = 0$$;
-- create_table: new table
CREATE TABLE public.pairs (
    n public.even
);
-- add_domain_constraint: nothing uses the domain yet
ALTER DOMAIN public.even ADD CONSTRAINT even_is_even CHECK (public.is_even(value));
COMMIT;

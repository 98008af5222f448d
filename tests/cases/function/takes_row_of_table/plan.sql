SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    first_name text,
    last_name text,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.full_name(u public.users)
RETURNS text
LANGUAGE sql
STABLE
AS $$select u.first_name || ' ' || u.last_name$$;
COMMIT;

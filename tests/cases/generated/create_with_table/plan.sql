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
CREATE OR REPLACE FUNCTION public.normal(value text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select lower(trim(value))$$;
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    email_key text GENERATED ALWAYS AS (public.normal(email)) STORED NOT NULL,
    email text NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
COMMIT;

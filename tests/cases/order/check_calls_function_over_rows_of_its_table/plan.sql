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
    name text,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.is_complete(u public.users)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT u.name IS NOT NULL$$;
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.users ADD CONSTRAINT complete CHECK (public.is_complete(users.*));
COMMIT;

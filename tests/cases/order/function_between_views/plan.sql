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
-- create_view: new view
CREATE VIEW public.z_people AS
SELECT id, name
FROM public.users;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.people_named(wanted text)
RETURNS SETOF public.z_people
LANGUAGE sql
STABLE
AS $$SELECT * FROM z_people WHERE name = wanted$$;
-- create_view: new view
CREATE VIEW public.a_adas AS
SELECT id
FROM public.people_named('Ada');
COMMIT;

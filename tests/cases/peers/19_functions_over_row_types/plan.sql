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
CREATE TABLE public.z_users (
    id integer NOT NULL,
    name text,
    CONSTRAINT z_users_pkey PRIMARY KEY (id)
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.a_everyone()
RETURNS SETOF public.z_users
LANGUAGE sql
STABLE
AS $$SELECT * FROM z_users$$;
-- create_view: new view
CREATE VIEW public.z_people AS
SELECT id, name
FROM public.z_users;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.a_count(people public.z_people[])
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT cardinality(people)$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.a_name(person public.z_people)
RETURNS text
LANGUAGE sql
STABLE
AS $$SELECT person.name$$;
COMMIT;

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
CREATE OR REPLACE FUNCTION public.bounds(OUT low integer, OUT high integer)
LANGUAGE sql
STABLE
AS $$SELECT min(id), max(id) FROM users$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.longest(VARIADIC words text[])
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$SELECT w FROM unnest(words) w ORDER BY length(w) DESC LIMIT 1$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.named(prefix text)
RETURNS TABLE (id integer, name text)
LANGUAGE sql
STABLE
AS $$
    SELECT id, name FROM users WHERE name LIKE prefix || '%'
$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.twice(INOUT n integer)
LANGUAGE sql
IMMUTABLE
AS $$SELECT n * 2$$;
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    name text,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.all_users()
RETURNS SETOF public.users
LANGUAGE sql
STABLE ROWS 50
AS $$SELECT * FROM users$$;
COMMIT;

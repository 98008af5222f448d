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
CREATE OR REPLACE FUNCTION public.even(n integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT CASE WHEN n = 0 THEN true ELSE odd(n - 1) END$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.odd(n integer)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT CASE WHEN n = 0 THEN false ELSE even(n - 1) END$$;
-- create_table: new table
CREATE TABLE public.t (
    n integer,
    d boolean DEFAULT public.odd(3)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.t ADD CONSTRAINT t_n_check CHECK (public.even(n));
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA app;
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT INSERT ON TABLES TO access_one;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.one()
RETURNS integer
LANGUAGE sql
AS $$select 1$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.two()
RETURNS integer
LANGUAGE sql
AS $$select 2$$;
-- create_table: new table
CREATE TABLE app.managed (
    id integer
);
-- create_table: new table
CREATE TABLE public.silent (
    id integer
);
-- revoke: not granted in the model
REVOKE EXECUTE ON FUNCTION public.one() FROM access_one;
-- grant: granted in the model
GRANT SELECT ON TABLE app.managed TO "access two";
-- revoke: not granted in the model
REVOKE SELECT ON TABLE app.managed FROM access_one;
COMMIT;

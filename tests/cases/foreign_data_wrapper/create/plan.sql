SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_foreign_data_wrapper: new foreign data wrapper
CREATE FOREIGN DATA WRAPPER antenna;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.check_options(text[], oid)
RETURNS void
LANGUAGE plpgsql
AS $$begin end$$;
-- create_foreign_data_wrapper: new foreign data wrapper
CREATE FOREIGN DATA WRAPPER receiver VALIDATOR public.check_options OPTIONS (band 'x');
-- comment: comment
COMMENT ON FOREIGN DATA WRAPPER receiver IS 'Receives';
COMMIT;

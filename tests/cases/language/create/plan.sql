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
CREATE OR REPLACE FUNCTION public.star_handler()
RETURNS language_handler
LANGUAGE c
AS '$libdir/plpgsql', 'plpgsql_call_handler';
-- create_language: new language
CREATE TRUSTED LANGUAGE star HANDLER public.star_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
-- comment: comment
COMMENT ON LANGUAGE star IS 'PL/pgSQL under another name';
-- create_function: new function
CREATE OR REPLACE FUNCTION public.again()
RETURNS integer
LANGUAGE star
AS $$begin return 1; end$$;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_enum: new enum
CREATE TYPE public.mood AS ENUM ('ok', 'sad');
-- create_composite_type: new composite type
CREATE TYPE public.address AS (
    street text
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.from_address(a public.address, modifier integer, explicit boolean)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select a.street$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.to_address(t text)
RETURNS public.address
LANGUAGE sql
IMMUTABLE
AS $$select row(t)::address$$;
-- create_cast: new cast
CREATE CAST (character varying AS public.mood) WITH INOUT;
-- create_cast: new cast
CREATE CAST (oid AS date) WITHOUT FUNCTION;
-- create_cast: new cast
CREATE CAST (public.address AS text) WITH FUNCTION public.from_address(public.address, integer, boolean);
-- comment: comment
COMMENT ON CAST (public.address AS text) IS 'The street';
-- create_cast: new cast
CREATE CAST (text AS public.address) WITH FUNCTION public.to_address(text) AS ASSIGNMENT;
-- create_cast: new cast
CREATE CAST (text AS public.mood) WITH INOUT AS IMPLICIT;
COMMIT;

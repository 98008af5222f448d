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
CREATE OR REPLACE FUNCTION public.compare(a bigint, b text)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select a::integer - b::integer$$;
-- create_operator_family: new operator family
CREATE OPERATOR FAMILY public."Mixed" USING btree;
-- alter_operator_family: new operator family
ALTER OPERATOR FAMILY public."Mixed" USING btree ADD
    OPERATOR 1 < (bigint, integer),
    FUNCTION 1 (bigint, text) public.compare(bigint, text);
-- comment: comment
COMMENT ON OPERATOR FAMILY public."Mixed" USING btree IS 'Of two types';
-- create_operator_family: new operator family
CREATE OPERATOR FAMILY public.near USING gist;
-- alter_operator_family: new operator family
ALTER OPERATOR FAMILY public.near USING gist ADD
    OPERATOR 1 <-> (point, point) FOR ORDER BY float_ops;
COMMIT;

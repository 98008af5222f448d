SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_operator: estimated in another way
ALTER OPERATOR public.=== (text, text) SET (RESTRICT = eqsel, JOIN = eqjoinsel);
-- comment: comment
COMMENT ON OPERATOR public.=== (text, text) IS 'The same text';
COMMIT;

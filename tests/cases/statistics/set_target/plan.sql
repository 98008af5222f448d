SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_statistics: for the next ANALYZE
ALTER STATISTICS public.places_a SET STATISTICS 0;
-- alter_statistics: for the next ANALYZE
ALTER STATISTICS public.places_b SET STATISTICS -1;
-- comment: comment
COMMENT ON STATISTICS public.places_c IS 'New';
COMMIT;

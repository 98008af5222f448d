SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment removed
COMMENT ON TEXT SEARCH PARSER public.words IS NULL;
-- comment: comment
COMMENT ON TEXT SEARCH TEMPLATE public.plain IS 'Plain';
-- comment: comment
COMMENT ON TEXT SEARCH DICTIONARY public.stars IS 'Names of stars';
-- comment: comment
COMMENT ON TEXT SEARCH CONFIGURATION public.catalogue IS 'For the catalogue of stars';
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_text_search: other dictionaries; what was indexed before keeps its old words
ALTER TEXT SEARCH CONFIGURATION public.catalogue ALTER MAPPING FOR word WITH pg_catalog.simple;
-- alter_text_search: other dictionaries; what was indexed before keeps its old words
ALTER TEXT SEARCH CONFIGURATION public.catalogue DROP MAPPING FOR url;
-- alter_text_search: other dictionaries; what was indexed before keeps its old words
ALTER TEXT SEARCH CONFIGURATION public.russian ALTER MAPPING FOR hword, hword_part, word WITH pg_catalog.russian_stem;
COMMIT;

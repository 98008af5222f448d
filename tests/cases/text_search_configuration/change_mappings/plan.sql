SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_text_search: new text search dictionary
CREATE TEXT SEARCH DICTIONARY public.stars (TEMPLATE = pg_catalog.simple, accept = 'false');
-- alter_text_search: other dictionaries; what was indexed before keeps its old words
ALTER TEXT SEARCH CONFIGURATION public.catalogue ADD MAPPING FOR email, url WITH pg_catalog.simple;
-- alter_text_search: other dictionaries; what was indexed before keeps its old words
ALTER TEXT SEARCH CONFIGURATION public.catalogue ALTER MAPPING FOR asciiword, word WITH public.stars, pg_catalog.english_stem;
-- alter_text_search: other dictionaries; what was indexed before keeps its old words
ALTER TEXT SEARCH CONFIGURATION public.catalogue DROP MAPPING FOR uint;
COMMIT;

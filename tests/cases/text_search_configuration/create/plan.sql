SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_text_search: new text search parser
CREATE TEXT SEARCH PARSER public.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype);
-- create_text_search: new text search template
CREATE TEXT SEARCH TEMPLATE public.plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
-- create_text_search: new text search dictionary
CREATE TEXT SEARCH DICTIONARY public.others (TEMPLATE = pg_catalog.simple);
-- create_text_search: new text search dictionary
CREATE TEXT SEARCH DICTIONARY public.stars (TEMPLATE = public.plain, stopwords = 'english', accept = 'true');
-- comment: comment
COMMENT ON TEXT SEARCH DICTIONARY public.stars IS 'Names of stars';
-- create_text_search: new text search configuration
CREATE TEXT SEARCH CONFIGURATION public.catalogue (PARSER = public.words);
-- alter_text_search: its dictionaries
ALTER TEXT SEARCH CONFIGURATION public.catalogue ADD MAPPING FOR "int" WITH pg_catalog.simple;
-- alter_text_search: its dictionaries
ALTER TEXT SEARCH CONFIGURATION public.catalogue ADD MAPPING FOR email WITH public.others;
-- alter_text_search: its dictionaries
ALTER TEXT SEARCH CONFIGURATION public.catalogue ADD MAPPING FOR asciiword, word WITH public.stars, pg_catalog.english_stem;
-- comment: comment
COMMENT ON TEXT SEARCH CONFIGURATION public.catalogue IS 'For the catalogue';
COMMIT;

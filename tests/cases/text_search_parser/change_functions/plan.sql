SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_text_search: created anew below: a text search configuration keeps its parser ! breaks the running application
DROP TEXT SEARCH CONFIGURATION public.other;
-- create_text_search: created anew
CREATE TEXT SEARCH CONFIGURATION public.other (PARSER = pg_catalog."default");
-- drop_text_search: created anew below: text search parser `public.words` changes under it ! breaks the running application
DROP TEXT SEARCH CONFIGURATION public.catalogue;
-- drop_text_search: created anew below: a text search parser keeps its functions ! breaks the running application
DROP TEXT SEARCH PARSER public.words;
-- create_text_search: created anew
CREATE TEXT SEARCH PARSER public.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype);
-- create_text_search: created anew
CREATE TEXT SEARCH CONFIGURATION public.catalogue (PARSER = public.words);
-- alter_text_search: its dictionaries
ALTER TEXT SEARCH CONFIGURATION public.catalogue ADD MAPPING FOR asciiword, word WITH pg_catalog.simple;
-- comment: comment
COMMENT ON TEXT SEARCH CONFIGURATION public.catalogue IS 'For the catalogue';
COMMIT;

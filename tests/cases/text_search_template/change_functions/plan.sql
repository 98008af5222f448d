SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_text_search: created anew below: a text search dictionary keeps its template ! breaks the running application
DROP TEXT SEARCH DICTIONARY public.moons;
-- create_text_search: created anew
CREATE TEXT SEARCH DICTIONARY public.moons (TEMPLATE = pg_catalog.simple);
-- drop_text_search: created anew below: text search dictionary `public.stars` changes under it ! breaks the running application
DROP TEXT SEARCH CONFIGURATION public.catalogue;
-- drop_text_search: created anew below: a text search dictionary keeps its template ! breaks the running application
DROP TEXT SEARCH DICTIONARY public.stars;
-- create_text_search: created anew
CREATE TEXT SEARCH DICTIONARY public.stars (TEMPLATE = pg_catalog.simple, accept = 'false');
-- create_text_search: created anew
CREATE TEXT SEARCH CONFIGURATION public.catalogue (PARSER = pg_catalog."default");
-- alter_text_search: its dictionaries
ALTER TEXT SEARCH CONFIGURATION public.catalogue ADD MAPPING FOR asciiword WITH public.stars;
-- drop_text_search: created anew below: a text search template keeps its functions ! breaks the running application
DROP TEXT SEARCH TEMPLATE public.plain;
-- create_text_search: created anew
CREATE TEXT SEARCH TEMPLATE public.plain (INIT = dsynonym_init, LEXIZE = dsynonym_lexize);
COMMIT;

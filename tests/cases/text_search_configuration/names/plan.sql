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
CREATE TEXT SEARCH DICTIONARY "Dome 2"."Order" (TEMPLATE = pg_catalog.simple, accept = 'false');
-- create_text_search: new text search configuration
CREATE TEXT SEARCH CONFIGURATION "Dome 2"."user" (PARSER = pg_catalog."default");
-- comment: comment
COMMENT ON TEXT SEARCH CONFIGURATION "Dome 2"."user" IS 'Reserved';
-- create_text_search: new text search configuration
CREATE TEXT SEARCH CONFIGURATION public."user" (PARSER = pg_catalog."default");
-- alter_text_search: its dictionaries
ALTER TEXT SEARCH CONFIGURATION public."user" ADD MAPPING FOR word WITH "Dome 2"."Order", public."Order";
COMMIT;

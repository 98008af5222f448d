SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_user_mapping: new user mapping; its password, if it needs one, is set on the server itself ! changes who may see or do what
CREATE USER MAPPING FOR pg_monitor SERVER southern OPTIONS ("user" 'reader');
COMMIT;

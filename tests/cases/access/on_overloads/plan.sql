SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- grant: granted in the model ! changes who may see or do what
GRANT EXECUTE ON FUNCTION app."Order"(app.mood) TO access_one;
-- grant: granted in the model ! changes who may see or do what
GRANT EXECUTE ON PROCEDURE app."Order"(character varying, integer) TO access_one;
-- grant: granted in the model ! changes who may see or do what
GRANT EXECUTE ON FUNCTION app."Order"(text, integer[]) TO access_one;
-- grant: granted in the model [app."Order": ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT ON TABLE app."Order" TO access_one;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE EXECUTE ON FUNCTION app."Order"(text, integer[]) FROM PUBLIC;
COMMIT;

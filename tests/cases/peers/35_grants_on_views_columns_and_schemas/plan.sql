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
GRANT USAGE ON SCHEMA app TO "access two";
-- grant: granted in the model [app.names: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT ON TABLE app.names TO access_one;
-- grant: granted in the model [app.people: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT (name), UPDATE (name) ON TABLE app.people TO access_one;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke: not granted in the model ! changes who may see or do what
REVOKE CREATE ON SCHEMA app FROM access_one;
-- revoke: not granted in the model [app.names: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE SELECT ON TABLE app.names FROM "access two";
COMMIT;

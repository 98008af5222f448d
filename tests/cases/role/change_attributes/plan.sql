SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_role: other attributes ! changes who may see or do what
ALTER ROLE role_attributes SUPERUSER CREATEDB NOCREATEROLE NOINHERIT NOLOGIN REPLICATION BYPASSRLS CONNECTION LIMIT -1 VALID UNTIL '2040-01-31 00:00:00+00';
COMMIT;

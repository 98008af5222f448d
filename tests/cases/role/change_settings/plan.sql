SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_role: a setting of its sessions
ALTER ROLE role_settings RESET lock_timeout;
-- alter_role: a setting of its sessions
ALTER ROLE role_settings SET search_path TO 'app', 'public';
-- alter_role: a setting of its sessions
ALTER ROLE role_settings SET statement_timeout TO '5s';
-- alter_role: a setting of its sessions
ALTER ROLE role_settings SET work_mem TO '16MB';
-- comment: comment
COMMENT ON ROLE role_settings IS 'New';
COMMIT;

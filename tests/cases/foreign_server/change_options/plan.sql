SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_server: another version or other options
ALTER SERVER northern VERSION '3';
-- alter_server: another version or other options
ALTER SERVER southern VERSION NULL OPTIONS (ADD height '2600', SET place 'Peru', DROP port);
-- comment: comment
COMMENT ON SERVER southern IS 'Higher up';
COMMIT;

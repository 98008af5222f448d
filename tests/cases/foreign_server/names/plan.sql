SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON FOREIGN DATA WRAPPER "Far Away" IS 'Far';
-- alter_server: another version or other options
ALTER SERVER "Order" OPTIONS (ADD "Place" 'it''s here', SET "select" 'y');
-- comment: comment
COMMENT ON SERVER "Order" IS 'Reserved';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_user_mapping: no longer in the model ! breaks the running application; cannot be undone
DROP USER MAPPING FOR PUBLIC SERVER "Order";
COMMIT;

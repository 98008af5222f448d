SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [app.docs: ACCESS EXCLUSIVE, instant]
ALTER TABLE app.docs DROP CONSTRAINT kind_known;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [app.docs: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE app.docs ADD CONSTRAINT kind_known CHECK (kind IS NULL OR kind IN ('a', 'b')) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [app.docs: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE app.docs VALIDATE CONSTRAINT kind_known;
COMMIT;

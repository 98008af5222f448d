SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_domain_constraint: replaced by another of the same name
ALTER DOMAIN public.age DROP CONSTRAINT in_range;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_domain_constraint: new values have to satisfy it from here on ! fails if rows do not fit
ALTER DOMAIN public.age ADD CONSTRAINT in_range CHECK (value >= 0 AND value <= 150) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_domain_constraint: values that were there before have to satisfy it too [public.users: SHARE, scan] ! blocks writes; fails if rows do not fit
ALTER DOMAIN public.age VALIDATE CONSTRAINT in_range;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_domain_constraint: new values have to satisfy it from here on ! fails if rows do not fit
ALTER DOMAIN public.email ADD CONSTRAINT has_at CHECK (POSITION('@' IN value) > 1) NOT VALID;
-- add_domain_constraint: new values have to satisfy it from here on ! fails if rows do not fit
ALTER DOMAIN public.email ADD CONSTRAINT is_lower CHECK (value = lower(value)) NOT VALID;
-- comment: comment
COMMENT ON CONSTRAINT is_lower ON DOMAIN public.email IS 'Old ones may have capitals';
-- add_domain_constraint: no table has a column of the domain ! fails if rows do not fit
ALTER DOMAIN public.unused ADD CONSTRAINT is_short CHECK (length(value) < 10);
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_domain_constraint: values that were there before have to satisfy it too [public.users: SHARE, scan] ! blocks writes; fails if rows do not fit
ALTER DOMAIN public.email VALIDATE CONSTRAINT has_at;
COMMIT;

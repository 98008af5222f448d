SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_domain_constraint: values that were there before have to satisfy it too [public.users: SHARE, scan] ! blocks writes; fails if rows do not fit
ALTER DOMAIN public.email VALIDATE CONSTRAINT has_at;
COMMIT;

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
ALTER DOMAIN public.email DROP CONSTRAINT email_check;
-- drop_domain_constraint: replaced by another of the same name
ALTER DOMAIN public.email DROP CONSTRAINT email_known;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_domain_constraint: new values have to satisfy it from here on ! fails if rows do not fit
ALTER DOMAIN public.email ADD CONSTRAINT email_check CHECK (value ~ '^[^@]+@') NOT VALID;
-- add_domain_constraint: new values have to satisfy it from here on ! fails if rows do not fit
ALTER DOMAIN public.email ADD CONSTRAINT email_known CHECK (value <> 'a') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_domain_constraint: values that were there before have to satisfy it too [public.t: SHARE, scan] ! blocks writes; fails if rows do not fit
ALTER DOMAIN public.email VALIDATE CONSTRAINT email_check;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_domain_constraint: values that were there before have to satisfy it too [public.t: SHARE, scan] ! blocks writes; fails if rows do not fit
ALTER DOMAIN public.email VALIDATE CONSTRAINT email_known;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_domain: created anew below: no statement changes what a domain is over
DROP DOMAIN public.heir;
-- create_domain: created anew
CREATE DOMAIN public.heir AS public.email DEFAULT 'a';
COMMIT;

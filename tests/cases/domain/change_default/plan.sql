SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_domain_default: another default
ALTER DOMAIN public.priority SET DEFAULT 5;
-- set_domain_default: another default
ALTER DOMAIN public.status SET DEFAULT 'open';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_domain_default: another default
ALTER DOMAIN public.weight DROP DEFAULT;
COMMIT;

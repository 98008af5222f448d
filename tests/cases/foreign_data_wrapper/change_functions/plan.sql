SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_foreign_data_wrapper: other functions or options
ALTER FOREIGN DATA WRAPPER antenna NO VALIDATOR;
-- alter_foreign_data_wrapper: other functions or options
ALTER FOREIGN DATA WRAPPER receiver VALIDATOR public.check_options;
COMMIT;

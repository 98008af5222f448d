SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_expression: another expression: every value is computed anew [public.codes: ACCESS EXCLUSIVE, rewrite; public.codes_0: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.codes DROP COLUMN code, ADD COLUMN code text GENERATED ALWAYS AS (id::text || 'x') STORED NOT NULL;
COMMIT;

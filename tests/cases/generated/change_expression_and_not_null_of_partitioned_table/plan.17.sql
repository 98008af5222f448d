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
ALTER TABLE public.codes ALTER COLUMN code SET EXPRESSION AS (id::text || 'x');
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.codes: ACCESS EXCLUSIVE, instant; public.codes_0: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.codes ADD CONSTRAINT codes_code_schemadiff_not_null CHECK (code IS NOT NULL) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.codes_0: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.codes_0 VALIDATE CONSTRAINT codes_code_schemadiff_not_null;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- validate_constraint: its partitions are valid by now [public.codes: SHARE UPDATE EXCLUSIVE, instant; public.codes_0: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.codes VALIDATE CONSTRAINT codes_code_schemadiff_not_null;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.codes: ACCESS EXCLUSIVE, instant; public.codes_0: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.codes ALTER COLUMN code SET NOT NULL;
-- drop_constraint: the check has served [public.codes: ACCESS EXCLUSIVE, instant; public.codes_0: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.codes DROP CONSTRAINT codes_code_schemadiff_not_null;
COMMIT;

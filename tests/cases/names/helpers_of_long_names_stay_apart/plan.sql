SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres ADD CONSTRAINT a_name_that_is_almost_as_long_as_a_876cebfe_schemadiff_not_null CHECK (one_column_of_many IS NOT NULL) NOT VALID;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres ADD CONSTRAINT a_name_that_is_almost_as_long_as_a_0d24e484_schemadiff_not_null CHECK (one_column_of_more IS NOT NULL) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres VALIDATE CONSTRAINT a_name_that_is_almost_as_long_as_a_876cebfe_schemadiff_not_null;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres ALTER COLUMN one_column_of_many SET NOT NULL;
-- drop_constraint: the check has served [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres DROP CONSTRAINT a_name_that_is_almost_as_long_as_a_876cebfe_schemadiff_not_null;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres VALIDATE CONSTRAINT a_name_that_is_almost_as_long_as_a_0d24e484_schemadiff_not_null;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres ALTER COLUMN one_column_of_more SET NOT NULL;
-- drop_constraint: the check has served [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres DROP CONSTRAINT a_name_that_is_almost_as_long_as_a_0d24e484_schemadiff_not_null;
COMMIT;

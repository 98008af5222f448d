SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_not_null_not_valid: new rows have to have a value from here on [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres ADD CONSTRAINT a_name_that_is_almost_as_long_as_a__one_column_of_many_not_null NOT NULL one_column_of_many NOT VALID;
-- add_not_null_not_valid: new rows have to have a value from here on [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres ADD CONSTRAINT a_name_that_is_almost_as_long_as_a__one_column_of_more_not_null NOT NULL one_column_of_more NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres VALIDATE CONSTRAINT a_name_that_is_almost_as_long_as_a__one_column_of_many_not_null;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.a_name_that_is_almost_as_long_as_a_name_can_be_in_postgres VALIDATE CONSTRAINT a_name_that_is_almost_as_long_as_a__one_column_of_more_not_null;
COMMIT;

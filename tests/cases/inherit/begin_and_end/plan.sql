SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals ADD COLUMN height integer;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- no_inherit: its rows are rows of `places` no longer [public.old_marks: ACCESS EXCLUSIVE, instant; public.places: ACCESS SHARE, instant] ! breaks the running application
ALTER TABLE public.old_marks NO INHERIT public.places;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.places: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places ADD COLUMN height integer;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.capitals: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.capitals ADD CONSTRAINT capitals_id_schemadiff_not_null CHECK (id IS NOT NULL) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: no longer in the model [public.old_marks: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.old_marks DROP CONSTRAINT is_named;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.capitals: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.capitals ADD CONSTRAINT is_named CHECK (name <> '') NOT VALID;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.capitals: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.capitals VALIDATE CONSTRAINT capitals_id_schemadiff_not_null;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals ALTER COLUMN id SET NOT NULL;
-- drop_constraint: the check has served [public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals DROP CONSTRAINT capitals_id_schemadiff_not_null;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.capitals: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.capitals VALIDATE CONSTRAINT is_named;
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- inherit: its rows are rows of `places` too [public.capitals: ACCESS EXCLUSIVE, instant; public.places: SHARE UPDATE EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.capitals INHERIT public.places;
COMMIT;

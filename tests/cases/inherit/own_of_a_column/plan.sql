SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_default: no longer in the model [public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE ONLY public.capitals ALTER COLUMN id DROP DEFAULT;
-- comment_on_relation: comment [public.capitals: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.capitals.id IS 'Given by hand';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_default: no longer in the model [public.hamlets: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.hamlets ALTER COLUMN id DROP DEFAULT;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.capitals: ACCESS EXCLUSIVE, instant; public.hamlets: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.capitals ADD CONSTRAINT capitals_name_schemadiff_not_null CHECK (name IS NOT NULL) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.capitals: SHARE UPDATE EXCLUSIVE, scan; public.hamlets: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.capitals VALIDATE CONSTRAINT capitals_name_schemadiff_not_null;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.capitals: ACCESS EXCLUSIVE, instant; public.hamlets: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals ALTER COLUMN name SET NOT NULL;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.hamlets: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.hamlets ALTER COLUMN name SET DEFAULT 'hamlet';
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: the check has served [public.capitals: ACCESS EXCLUSIVE, instant; public.hamlets: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals DROP CONSTRAINT capitals_name_schemadiff_not_null;
-- set_column_statistics: for the next ANALYZE [public.capitals: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE ONLY public.capitals ALTER COLUMN name SET STATISTICS 300;
COMMIT;

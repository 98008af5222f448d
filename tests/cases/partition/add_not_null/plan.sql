SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.readings: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2025: ACCESS EXCLUSIVE, instant; public.readings_2025_0: ACCESS EXCLUSIVE, instant; and on 1 more] ! fails if rows do not fit
ALTER TABLE public.readings ADD CONSTRAINT readings_note_schemadiff_not_null CHECK (note IS NOT NULL) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.readings_2024: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2024 VALIDATE CONSTRAINT readings_note_schemadiff_not_null;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.readings_2025_0: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2025_0 VALIDATE CONSTRAINT readings_note_schemadiff_not_null;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.readings_2025_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2025_1 VALIDATE CONSTRAINT readings_note_schemadiff_not_null;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- validate_constraint: its partitions are valid by now [public.readings: SHARE UPDATE EXCLUSIVE, instant; public.readings_2024: SHARE UPDATE EXCLUSIVE, instant; public.readings_2025: SHARE UPDATE EXCLUSIVE, instant; public.readings_2025_0: SHARE UPDATE EXCLUSIVE, instant; and on 1 more]
ALTER TABLE public.readings VALIDATE CONSTRAINT readings_note_schemadiff_not_null;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.readings: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2025: ACCESS EXCLUSIVE, instant; public.readings_2025_0: ACCESS EXCLUSIVE, instant; and on 1 more]
ALTER TABLE public.readings ALTER COLUMN note SET NOT NULL;
-- drop_constraint: the check has served [public.readings: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2025: ACCESS EXCLUSIVE, instant; public.readings_2025_0: ACCESS EXCLUSIVE, instant; and on 1 more]
ALTER TABLE public.readings DROP CONSTRAINT readings_note_schemadiff_not_null;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.shifts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.shifts ALTER COLUMN starts SET DEFAULT '08:00:00';
-- set_default: for rows to come [public.shifts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.shifts ALTER COLUMN since SET DEFAULT '2024-01-01 00:00:00';
-- drop_constraint: replaced by another of the same name [public.shifts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.shifts DROP CONSTRAINT early;
-- drop_constraint: replaced by another of the same name [public.shifts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.shifts DROP CONSTRAINT recent;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.shifts: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.shifts ADD CONSTRAINT early CHECK (starts < '12:00:00'::time) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.shifts: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.shifts ADD CONSTRAINT recent CHECK (since >= '2020-01-01 00:00:00'::timestamp AND since <= '2030-12-31 23:59:00'::timestamp) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.shifts: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.shifts VALIDATE CONSTRAINT early;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.shifts: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.shifts VALIDATE CONSTRAINT recent;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.readings: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2025: ACCESS EXCLUSIVE, instant; public.readings_2025_0: ACCESS EXCLUSIVE, instant; and on 1 more] ! fails if rows do not fit
ALTER TABLE public.readings ADD CONSTRAINT short CHECK (length(note) < 10) NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.readings_2024: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2024 VALIDATE CONSTRAINT short;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.readings_2025_0: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2025_0 VALIDATE CONSTRAINT short;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.readings_2025_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2025_1 VALIDATE CONSTRAINT short;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- validate_constraint: its partitions are valid by now [public.readings: SHARE UPDATE EXCLUSIVE, instant; public.readings_2024: SHARE UPDATE EXCLUSIVE, instant; public.readings_2025: SHARE UPDATE EXCLUSIVE, instant; public.readings_2025_0: SHARE UPDATE EXCLUSIVE, instant; and on 1 more]
ALTER TABLE public.readings VALIDATE CONSTRAINT short;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.readings_2024: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2024 VALIDATE CONSTRAINT readings_sensor_fkey;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows of the partition have to satisfy it from here on [public.readings_2025_0: SHARE ROW EXCLUSIVE, instant; public.sensors: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.readings_2025_0 ADD CONSTRAINT readings_sensor_fkey FOREIGN KEY (sensor) REFERENCES public.sensors (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.readings_2025_0: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2025_0 VALIDATE CONSTRAINT readings_sensor_fkey;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows of the partition have to satisfy it from here on [public.readings_2025_1: SHARE ROW EXCLUSIVE, instant; public.sensors: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.readings_2025_1 ADD CONSTRAINT readings_sensor_fkey FOREIGN KEY (sensor) REFERENCES public.sensors (id) ON DELETE CASCADE NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.readings_2025_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.readings_2025_1 VALIDATE CONSTRAINT readings_sensor_fkey;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_merged: takes over what the partitions have [public.readings: SHARE ROW EXCLUSIVE, instant; public.readings_2024: SHARE ROW EXCLUSIVE, instant; public.readings_2025: SHARE ROW EXCLUSIVE, instant; public.readings_2025_0: SHARE ROW EXCLUSIVE, instant; and on 2 more]
ALTER TABLE public.readings ADD CONSTRAINT readings_sensor_fkey FOREIGN KEY (sensor) REFERENCES public.sensors (id) ON DELETE CASCADE;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.readings_2024: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY readings_2024_at_sensor_note_key ON public.readings_2024 USING btree (at, sensor) INCLUDE (note);

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.readings_2024: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings_2024 ADD CONSTRAINT readings_2024_at_sensor_note_key UNIQUE USING INDEX readings_2024_at_sensor_note_key DEFERRABLE INITIALLY DEFERRED;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.readings_2025_0: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY readings_2025_0_at_sensor_note_key ON public.readings_2025_0 USING btree (at, sensor) INCLUDE (note);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.readings_2025_0: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings_2025_0 ADD CONSTRAINT readings_2025_0_at_sensor_note_key UNIQUE USING INDEX readings_2025_0_at_sensor_note_key DEFERRABLE INITIALLY DEFERRED;
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.readings_2025_1: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY readings_2025_1_at_sensor_note_key ON public.readings_2025_1 USING btree (at, sensor) INCLUDE (note);

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.readings_2025_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings_2025_1 ADD CONSTRAINT readings_2025_1_at_sensor_note_key UNIQUE USING INDEX readings_2025_1_at_sensor_note_key DEFERRABLE INITIALLY DEFERRED;
-- add_key_merged: takes over what the partitions have [public.readings: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant; public.readings_2025: ACCESS EXCLUSIVE, instant; public.readings_2025_0: ACCESS EXCLUSIVE, instant; and on 1 more]
ALTER TABLE public.readings ADD CONSTRAINT once UNIQUE (at, sensor) INCLUDE (note) DEFERRABLE INITIALLY DEFERRED;
COMMIT;

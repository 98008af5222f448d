SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.readings_2024: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY readings_2024_sensor_at_key ON public.readings_2024 USING btree (sensor, at);

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.readings_2024: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings_2024 ADD CONSTRAINT readings_2024_sensor_at_key UNIQUE USING INDEX readings_2024_sensor_at_key;
-- add_key_merged: takes over what the partitions have [public.readings: ACCESS EXCLUSIVE, instant; public.readings_2024: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.readings ADD CONSTRAINT readings_once UNIQUE (sensor, at);
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_index_only: new index; invalid until every partition has its part [public.events: SHARE, instant]
CREATE INDEX events_id ON ONLY public.events USING btree (id);
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_id` that partition `events_2023` holds [public.events_2023: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_2023_id_idx ON public.events_2023 USING btree (id);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_id ATTACH PARTITION public.events_2023_id_idx;
-- create_index_only: the part of a partition; invalid until every partition has its part [public.events_2024: SHARE, instant]
CREATE INDEX events_2024_id_idx ON ONLY public.events_2024 USING btree (id);
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_2024_id_idx` that partition `events_2024_0` holds [public.events_2024_0: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_2024_0_id_idx ON public.events_2024_0 USING btree (id);

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_2024_id_idx ATTACH PARTITION public.events_2024_0_id_idx;
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_2024_id_idx` that partition `events_2024_1` holds [public.events_2024_1: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_2024_1_id_idx ON public.events_2024_1 USING btree (id);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_2024_id_idx ATTACH PARTITION public.events_2024_1_id_idx;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_id ATTACH PARTITION public.events_2024_id_idx;
COMMIT;

-- step 8 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_id` that partition `events_rest` holds [public.events_rest: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_rest_id_idx ON public.events_rest USING btree (id);

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_id ATTACH PARTITION public.events_rest_id_idx;
COMMIT;

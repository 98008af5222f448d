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
-- attach_index: becomes valid with the last one [public.events_a_by_id: ACCESS EXCLUSIVE, instant]
ALTER INDEX public.events_id ATTACH PARTITION public.events_a_by_id;
-- attach_index: becomes valid with the last one [public.events_b_by_id: ACCESS EXCLUSIVE, instant]
ALTER INDEX public.events_id ATTACH PARTITION public.events_b_by_id;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_id` that partition `events_c` holds [public.events_c: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_c_id_idx ON public.events_c USING btree (id);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_id ATTACH PARTITION public.events_c_id_idx;
COMMIT;

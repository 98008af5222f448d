SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_index_only: new index; invalid until every partition has its part [public.events: SHARE, instant]
CREATE UNIQUE INDEX events_id ON ONLY public.events USING btree (id, kind);
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- detach_partition_concurrently: dropped next, without its parent being locked [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_b: ACCESS EXCLUSIVE, instant] ! breaks the running application; an interruption leaves it half detached, which the next plan finishes
ALTER TABLE public.events DETACH PARTITION public.events_b CONCURRENTLY;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.events_b: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.events_b;
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the part of `events_id` that partition `events_a` holds [public.events_a: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY events_a_id_kind_idx ON public.events_a USING btree (id, kind);

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_id ATTACH PARTITION public.events_a_id_kind_idx;
COMMIT;

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
CREATE INDEX events_what ON ONLY public.events USING btree (what);
-- add_column: new column [public.events: ACCESS EXCLUSIVE, instant; public.events_p20240101: ACCESS EXCLUSIVE, instant; public.events_p20240201: ACCESS EXCLUSIVE, instant; public.events_p20240201_a: ACCESS EXCLUSIVE, instant; and on 1 more]
ALTER TABLE public.events ADD COLUMN source text;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_what` that partition `events_p20240101` holds [public.events_p20240101: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_p20240101_what_idx ON public.events_p20240101 USING btree (what);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_what ATTACH PARTITION public.events_p20240101_what_idx;
-- create_index_only: the part of a partition; invalid until every partition has its part [public.events_p20240201: SHARE, instant]
CREATE INDEX events_p20240201_what_idx ON ONLY public.events_p20240201 USING btree (what);
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_p20240201_what_idx` that partition `events_p20240201_a` holds [public.events_p20240201_a: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_p20240201_a_what_idx ON public.events_p20240201_a USING btree (what);

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_p20240201_what_idx ATTACH PARTITION public.events_p20240201_a_what_idx;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_what ATTACH PARTITION public.events_p20240201_what_idx;
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `events_what` that partition `events_template` holds [public.events_template: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_template_what_idx ON public.events_template USING btree (what);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.events_what ATTACH PARTITION public.events_template_what_idx;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- change_type_rewrite: another type: every row is written anew, at once: its table is partitioned or inherits [public.readings: ACCESS EXCLUSIVE, rewrite; public.readings_low: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.readings ALTER COLUMN kind TYPE bigint USING kind::bigint;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_index_only: new index; invalid until every partition has its part [public.readings: SHARE, instant]
CREATE INDEX readings_kind_sorted ON ONLY public.readings USING btree (kind);
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `readings_kind_sorted` that partition `readings_low` holds [public.readings_low: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY readings_low_kind_idx2 ON public.readings_low USING btree (kind);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.readings_kind_sorted ATTACH PARTITION public.readings_low_kind_idx2;
COMMIT;

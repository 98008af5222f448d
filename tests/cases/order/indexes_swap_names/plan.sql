SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.i: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.i RENAME TO i_schemadiff_old;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.j: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.j RENAME TO j_schemadiff_old;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY j ON public.t USING btree (a);

-- contract: after every old application is gone

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: its definition changes [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY i ON public.t USING btree (b);

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.i_schemadiff_old;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.j_schemadiff_old;

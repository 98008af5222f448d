SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.tasks_name: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.tasks_name RENAME TO tasks_name_schemadiff_old;
COMMIT;

-- contract: after every old application is gone

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: its definition changes [public.tasks: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY tasks_name ON public.tasks USING btree ((lower(name))) WHERE deleted_at IS NULL AND state = 'open';

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.tasks: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.tasks_name_schemadiff_old;

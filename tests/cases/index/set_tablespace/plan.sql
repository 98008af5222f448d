SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.logs: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY logs_at ON public.logs USING btree (at) WITH (fillfactor = 80) TABLESPACE archive WHERE id > 0;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_index_tablespace: another tablespace: the index is copied [public.logs_id: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER INDEX public.logs_id SET TABLESPACE archive;
COMMIT;

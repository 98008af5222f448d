SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.users_c: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_c RENAME TO users_c_schemadiff_old;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.users_g: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_g RENAME TO users_g_schemadiff_old;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_c ON public.users USING btree ((lower(email)) text_ops, id int4_ops DESC NULLS LAST);

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_g ON public.users USING gin (details jsonb_ops);

-- contract: after every old application is gone

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_c_schemadiff_old;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_g_schemadiff_old;

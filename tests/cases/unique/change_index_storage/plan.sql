SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_index_parameters: other storage parameters; they hold for pages written from now on [public.users: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public."Email" SET (deduplicate_items = false, fillfactor = 50);
-- set_index_parameters: other storage parameters; they hold for pages written from now on [public.users: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_pkey SET (fillfactor = 70);
COMMIT;

-- contract: after every old application is gone

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY users_code_key ON public.users USING btree (code) WITH (fillfactor = 60);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD CONSTRAINT users_code_key UNIQUE USING INDEX users_code_key;
COMMIT;

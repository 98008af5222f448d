SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_index_tablespace: another tablespace: the index is copied [public.a: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER INDEX public.a_pkey SET TABLESPACE archive;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_exclusion: PostgreSQL builds the index of an exclusion only in place [public.c: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.c ADD CONSTRAINT c_at EXCLUDE USING btree (at WITH =) WITH (fillfactor = 90) USING INDEX TABLESPACE archive;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.b: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY b_pkey ON public.b USING btree (id) WITH (fillfactor = 90) TABLESPACE archive;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.b: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.b ADD CONSTRAINT b_pkey PRIMARY KEY USING INDEX b_pkey;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_constraint: replaced by another of the same name [public.rooms: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.rooms DROP CONSTRAINT a;
-- add_key: PostgreSQL builds the index of a key without overlaps only in place [public.rooms: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.rooms ADD CONSTRAINT a UNIQUE (id, open WITHOUT OVERLAPS);
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.rooms: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY b_schemadiff_new ON public.rooms USING btree (place, open);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.rooms: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.rooms DROP CONSTRAINT b;
-- add_key_using_index: takes the index over [public.rooms: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.rooms ADD CONSTRAINT b UNIQUE USING INDEX b_schemadiff_new;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.memberships: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY memberships_pkey_schemadiff_new ON public.memberships USING btree (user_id, team_id, role);

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.memberships: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.memberships DROP CONSTRAINT memberships_pkey;
-- add_key_using_index: takes the index over [public.memberships: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.memberships ADD CONSTRAINT memberships_pkey PRIMARY KEY USING INDEX memberships_pkey_schemadiff_new;
COMMIT;

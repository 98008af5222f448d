SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: steps aside while something that it uses changes [public.users: ACCESS EXCLUSIVE, instant; public.teams: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT users_team_id_fkey;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.teams: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY teams_pkey_schemadiff_new ON public.teams USING btree (id) INCLUDE (name);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.teams: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.teams DROP CONSTRAINT teams_pkey;
-- add_key_using_index: takes the index over [public.teams: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.teams ADD CONSTRAINT teams_pkey PRIMARY KEY USING INDEX teams_pkey_schemadiff_new;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.users: SHARE ROW EXCLUSIVE, instant; public.teams: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.teams (id) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT users_team_id_fkey;
COMMIT;

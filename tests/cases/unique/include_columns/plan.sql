SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY uq_users_email_schemadiff_new ON public.users USING btree (email) INCLUDE (name);

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT uq_users_email;
-- add_key_using_index: takes the index over [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD CONSTRAINT uq_users_email UNIQUE USING INDEX uq_users_email_schemadiff_new;
-- comment: comment
COMMENT ON CONSTRAINT uq_users_email ON public.users IS 'Signing in reads the name too';
COMMIT;

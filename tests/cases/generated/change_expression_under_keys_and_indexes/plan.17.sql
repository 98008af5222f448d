SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT users_tenant_slug_key;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_expression: another expression: every value is computed anew [public.users: ACCESS EXCLUSIVE, rewrite; public.posts: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.users ALTER COLUMN slug SET EXPRESSION AS (lower(TRIM (BOTH  FROM name)));
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY users_tenant_slug_key ON public.users USING btree (slug, tenant);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD CONSTRAINT users_tenant_slug_key UNIQUE USING INDEX users_tenant_slug_key;
COMMIT;

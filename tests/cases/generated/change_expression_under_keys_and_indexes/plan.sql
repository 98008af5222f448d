SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.users.slug` changes under it [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_slug_idx;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.users.slug` changes under it [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_tenant_idx;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT users_tenant_slug_key;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: steps aside while something that it uses changes [public.posts: ACCESS EXCLUSIVE, instant; public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.posts DROP CONSTRAINT posts_author_fkey;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_constraint: steps aside while something that it uses changes [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT users_slug_key;
-- drop_constraint: steps aside while something that it uses changes [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT slug_is_short;
-- set_expression: another expression: every value is computed anew [public.users: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.users DROP COLUMN slug, ADD COLUMN slug text GENERATED ALWAYS AS (lower(TRIM (BOTH  FROM name))) STORED;
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.users.slug IS 'Part of links';
-- add_check_not_valid: new rows have to satisfy it from here on [public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT slug_is_short CHECK (length(slug) < 100) NOT VALID;
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.users.slug` changes under it [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_slug_idx ON public.users USING btree (slug text_pattern_ops);

-- step 7 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.users.slug` changes under it [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_tenant_idx ON public.users USING btree (tenant) WHERE slug <> '';

-- step 8 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY users_tenant_slug_key ON public.users USING btree (slug, tenant);

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD CONSTRAINT users_tenant_slug_key UNIQUE USING INDEX users_tenant_slug_key;
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT slug_is_short;
COMMIT;

-- step 11 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON CONSTRAINT slug_is_short ON public.users IS 'Fits a link';
COMMIT;

-- step 12 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY users_slug_key ON public.users USING btree (slug);

-- step 13 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD CONSTRAINT users_slug_key UNIQUE USING INDEX users_slug_key;
COMMIT;

-- step 14 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.posts: SHARE ROW EXCLUSIVE, instant; public.users: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.posts ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES public.users (slug) NOT VALID;
COMMIT;

-- step 15 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.posts: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.posts VALIDATE CONSTRAINT posts_author_fkey;
COMMIT;

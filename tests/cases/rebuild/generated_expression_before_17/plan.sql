SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.t.g` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_both;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT t_g;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.t.g` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT positive;
-- set_expression: another expression: every value is computed anew [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.t DROP COLUMN g, ADD COLUMN g integer GENERATED ALWAYS AS (a * 3) STORED;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT g
FROM public.t;
-- comment_on_relation: comment [public.t: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.t.g IS 'Computed';
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT positive CHECK (g > 0) NOT VALID;
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.t.g` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_both ON public.t USING btree (g, id);

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT positive;
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY t_g ON public.t USING btree (g);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ADD CONSTRAINT t_g UNIQUE USING INDEX t_g;
COMMIT;

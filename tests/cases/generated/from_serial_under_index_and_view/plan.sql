SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.t.number` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_number_idx;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT t_number_key;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.t.number` changes under it [public.numbers: ACCESS EXCLUSIVE, instant]
DROP VIEW public.numbers;
-- drop_column: is to be generated, which no column becomes that is there [public.t: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.t DROP COLUMN number;
-- add_column_rewrite: computed from here on [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.t ADD COLUMN number integer GENERATED ALWAYS AS (id * 10) STORED;
-- create_view: created anew
CREATE VIEW public.numbers AS
SELECT number
FROM public.t;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment_on_relation: comment [public.t: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.t.number IS 'Counted';
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.t.number` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_number_idx ON public.t USING btree (number DESC);

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY t_number_key ON public.t USING btree (number);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ADD CONSTRAINT t_number_key UNIQUE USING INDEX t_number_key;
COMMIT;

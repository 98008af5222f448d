SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.t.twice` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_both;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.t.twice` changes under it [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.t_where;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: steps aside while something that it uses changes [public.u: ACCESS EXCLUSIVE, instant; public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.u DROP CONSTRAINT u_twice_fkey;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT t_twice;
-- drop_constraint: steps aside while something that it uses changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT positive;
-- drop_column: steps aside while something that it is computed from changes [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP COLUMN twice;
-- change_type_rewrite: another type: every row is written anew, at once: `twice` is computed from it, which nothing but writing every row can do anew [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
-- add_column_rewrite: computed anew [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.t ADD COLUMN twice integer GENERATED ALWAYS AS (a * 2) STORED;
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT positive CHECK (twice > 0) NOT VALID;
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.t.twice` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_both ON public.t USING btree (twice, id);

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.t.twice` changes under it [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY t_where ON public.t USING btree (id) WHERE twice > 10;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT positive;
COMMIT;

-- step 8 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY t_twice ON public.t USING btree (twice);

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_key_using_index: takes the index over [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ADD CONSTRAINT t_twice UNIQUE USING INDEX t_twice;
-- comment: comment
COMMENT ON CONSTRAINT t_twice ON public.t IS 'Key';
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.u: SHARE ROW EXCLUSIVE, instant; public.t: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.u ADD CONSTRAINT u_twice_fkey FOREIGN KEY (twice) REFERENCES public.t (twice) NOT VALID;
COMMIT;

-- step 11 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.u: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.u VALIDATE CONSTRAINT u_twice_fkey;
COMMIT;

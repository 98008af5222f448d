SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ADD COLUMN b bigint;
-- drop_constraint: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT positive;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: its definition changes [public.t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.i;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY i ON public.t USING btree (b);

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT positive CHECK (b > 0) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT positive;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: view `public.v` changes under it [public.w: ACCESS EXCLUSIVE, instant]
DROP VIEW public.w;
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT id, b AS n
FROM public.t;
-- create_view: created anew
CREATE VIEW public.w AS
SELECT n
FROM public.v;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.t: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.t DROP COLUMN a;
COMMIT;

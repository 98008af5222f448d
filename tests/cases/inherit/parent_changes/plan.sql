SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.places: ACCESS EXCLUSIVE, instant]
ALTER TABLE ONLY public.places ALTER COLUMN name SET DEFAULT 'y';
-- add_column: new column [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places ADD COLUMN area numeric;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals ALTER COLUMN area SET DEFAULT 7;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places ADD COLUMN kind text DEFAULT 'town' NOT NULL;
-- drop_constraint: no longer in the model [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places DROP CONSTRAINT is_low;
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.capitals: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY capitals_area ON public.capitals USING btree (area);

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.places DROP COLUMN note;
-- drop_default: of the old type [public.places: ACCESS EXCLUSIVE, instant]
ALTER TABLE ONLY public.places ALTER COLUMN height DROP DEFAULT;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.places ADD CONSTRAINT places_id_schemadiff_not_null CHECK (id IS NOT NULL) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.places ADD CONSTRAINT has_area CHECK (area > 0) NOT VALID;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.places: SHARE UPDATE EXCLUSIVE, scan; public.capitals: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.places VALIDATE CONSTRAINT places_id_schemadiff_not_null;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places ALTER COLUMN id SET NOT NULL;
-- drop_constraint: the check has served [public.places: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places DROP CONSTRAINT places_id_schemadiff_not_null;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.places: SHARE UPDATE EXCLUSIVE, scan; public.capitals: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.places VALIDATE CONSTRAINT has_area;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.capitals.height` changes under it [public.heights: ACCESS EXCLUSIVE, instant]
DROP VIEW public.heights;
-- change_type_rewrite: another type: every row is written anew, at once: its table is partitioned or inherits [public.places: ACCESS EXCLUSIVE, rewrite; public.capitals: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.places ALTER COLUMN height TYPE bigint USING height::bigint;
-- create_view: created anew
CREATE VIEW public.heights AS
SELECT height
FROM public.capitals;
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.capitals ALTER COLUMN height SET DEFAULT 1;
COMMIT;

-- step 11 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.places: ACCESS EXCLUSIVE, instant]
ALTER TABLE ONLY public.places ALTER COLUMN height SET DEFAULT 1;
COMMIT;

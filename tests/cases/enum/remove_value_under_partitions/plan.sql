SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.events_1_good: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.events_1_good RENAME TO events_1_good_schemadiff_old;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.events_2024_1.mood` changes under it [public.events_2024_1: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_1_good ON public.events_2024_1 USING btree (id) WHERE mood = 'good';

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.events: ACCESS SHARE, scan] ! fails if rows do not fit
DO $schemadiff$
BEGIN
  IF EXISTS (SELECT FROM public.events WHERE mood IN ('dead')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.events hold ''dead'' in column mood, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$schemadiff$;
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.events_2024_1: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.events_1_good_schemadiff_old;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: column `public.events_2024_1.mood` changes under it [public.of_partition: ACCESS EXCLUSIVE, instant]
DROP VIEW public.of_partition;
-- create_view: created anew
CREATE VIEW public.of_partition AS
SELECT id, mood
FROM public.events_2024_1;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: steps aside while something that it uses changes [public.events_2024_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2024_1 DROP CONSTRAINT own;
-- add_check_not_valid: new rows have to satisfy it from here on [public.events_2024_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_2024_1 ADD CONSTRAINT own CHECK (mood <> 'good' OR id = 1) NOT VALID;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.events_2024_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2024_1 VALIDATE CONSTRAINT own;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('bad', 'fine', 'good');
-- drop_index: created anew below: column `public.events.mood` changes under it [public.events: ACCESS EXCLUSIVE, instant]
DROP INDEX public.events_fine;
-- drop_constraint: steps aside while something that it uses changes [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DROP CONSTRAINT not_bad;
-- swap_type: its type is made anew: every row is written again [public.events: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.events ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood, ALTER COLUMN mood SET DEFAULT 'fine';
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
-- create_index: created anew [public.events: SHARE, build] ! blocks writes
CREATE INDEX events_fine ON public.events USING btree (id) WHERE mood = 'fine';
-- add_check_not_valid: new rows have to satisfy it from here on [public.events: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ADD CONSTRAINT not_bad CHECK (mood <> 'bad') NOT VALID;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.events: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events VALIDATE CONSTRAINT not_bad;
COMMIT;

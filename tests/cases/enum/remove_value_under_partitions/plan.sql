SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.events: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.events WHERE mood IN ('dead')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.events hold ''dead'' in column mood, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_index: created anew below: column `public.events_2024_1.mood` changes under it [public.events_2024_1: ACCESS EXCLUSIVE, instant]
DROP INDEX public.events_1_good;
-- drop_index: created anew below: column `public.events.mood` changes under it [public.events: ACCESS EXCLUSIVE, instant; public.events_2024: ACCESS EXCLUSIVE, instant; public.events_2024_1: ACCESS EXCLUSIVE, instant]
DROP INDEX public.events_fine;
-- drop_view: created anew below: column `public.events_2024_1.mood` changes under it [public.of_partition: ACCESS EXCLUSIVE, instant]
DROP VIEW public.of_partition;
-- drop_constraint: steps aside while something that it uses changes [public.events: ACCESS EXCLUSIVE, instant; public.events_2024: ACCESS EXCLUSIVE, instant; public.events_2024_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DROP CONSTRAINT not_bad;
-- drop_constraint: steps aside while something that it uses changes [public.events_2024_1: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_2024_1 DROP CONSTRAINT own;
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('bad', 'fine', 'good');
-- swap_type: its type is made anew: every row is written again [public.events: ACCESS EXCLUSIVE, rewrite; public.events_2024: ACCESS EXCLUSIVE, rewrite; public.events_2024_1: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.events ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood, ALTER COLUMN mood SET DEFAULT 'fine';
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
-- create_index: created anew [public.events_2024_1: SHARE, build] ! blocks writes
CREATE INDEX events_1_good ON public.events_2024_1 USING btree (id) WHERE mood = 'good';
-- create_index: created anew [public.events: SHARE, build; public.events_2024: SHARE, build; public.events_2024_1: SHARE, build] ! blocks writes
CREATE INDEX events_fine ON public.events USING btree (id) WHERE mood = 'fine';
-- create_view: created anew
CREATE VIEW public.of_partition AS
SELECT id, mood
FROM public.events_2024_1;
-- add_check_not_valid: new rows have to satisfy it from here on [public.events: ACCESS EXCLUSIVE, instant; public.events_2024: ACCESS EXCLUSIVE, instant; public.events_2024_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ADD CONSTRAINT not_bad CHECK (mood <> 'bad') NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.events_2024_1: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events_2024_1 ADD CONSTRAINT own CHECK (mood <> 'good' OR id = 1) NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: one partition after the other, while they are in use [public.events_2024_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2024_1 VALIDATE CONSTRAINT not_bad;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- validate_constraint: its partitions are valid by now [public.events: SHARE UPDATE EXCLUSIVE, instant; public.events_2024: SHARE UPDATE EXCLUSIVE, instant; public.events_2024_1: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events VALIDATE CONSTRAINT not_bad;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.events_2024_1: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events_2024_1 VALIDATE CONSTRAINT own;
COMMIT;

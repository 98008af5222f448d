SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people DROP CONSTRAINT alive;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.people: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.people WHERE mood IN ('dead')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.people hold ''dead'' in column mood, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_column: no longer in the model [public.people: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.people DROP COLUMN gone;
-- drop_index: created anew below: its definition changes [public.people: ACCESS EXCLUSIVE, instant]
DROP INDEX public.people_dead;
-- drop_view: created anew below: its columns change [public.moods: ACCESS EXCLUSIVE, instant]
DROP VIEW public.moods;
-- change_type_rewrite: another type: every row is written anew, at once: its type is made anew too [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN said TYPE text USING said::text;
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('fine', 'bad');
-- change_type_rewrite: another type: every row is written anew, at once: its type is made anew too [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN was TYPE public.mood USING was::public.mood;
-- add_column: new column [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people ADD COLUMN now public.mood DEFAULT 'bad';
-- swap_type: its type is made anew: every row is written again [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN mood DROP DEFAULT, ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood, ALTER COLUMN mood SET DEFAULT 'fine';
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
-- create_index: created anew [public.people: SHARE, build] ! blocks writes
CREATE INDEX people_dead ON public.people USING btree (id) WHERE mood = 'bad';
-- create_view: created anew
CREATE VIEW public.moods AS
SELECT id, mood, now
FROM public.people
WHERE mood <> 'bad';
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.people: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.people ADD CONSTRAINT alive CHECK (mood <> 'bad' OR said IS NULL) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.people: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.people VALIDATE CONSTRAINT alive;
COMMIT;

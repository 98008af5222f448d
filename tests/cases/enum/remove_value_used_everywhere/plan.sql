SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
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

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.people: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.people WHERE earlier && ARRAY['dead']::public.mood[]) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.people hold ''dead'' in column earlier, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.visits: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.visits WHERE mood IN ('dead')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.visits hold ''dead'' in column mood, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: steps aside while something that it uses changes [public.visits: ACCESS EXCLUSIVE, instant; public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.visits DROP CONSTRAINT visits_person_mood_fkey;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_index: created anew below: column `public.people.mood` changes under it [public.people: ACCESS EXCLUSIVE, instant]
DROP INDEX public.people_good;
-- drop_index: created anew below: column `public.people.mood` changes under it [public.people: ACCESS EXCLUSIVE, instant]
DROP INDEX public.people_max;
-- drop_function: created anew below: enum `public.mood` changes under it
DROP FUNCTION public.best(public.mood[]);
-- drop_view: created anew below: view `public.good_people` changes under it [public.good_ids: ACCESS EXCLUSIVE, instant]
DROP VIEW public.good_ids;
-- drop_view: created anew below: column `public.people.mood` changes under it [public.good_people: ACCESS EXCLUSIVE, instant]
DROP VIEW public.good_people;
-- drop_materialized_view: created anew below: column `public.people.mood` changes under it [public.moods: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.moods;
-- drop_trigger: created anew below: column `public.people.mood` changes under it [public.people: ACCESS EXCLUSIVE, instant]
DROP TRIGGER touch ON public.people;
-- drop_policy: created anew below: column `public.people.mood` changes under it [public.people: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY good ON public.people;
-- drop_default: steps aside while something that it uses is made anew [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people ALTER COLUMN mood DROP DEFAULT;
-- drop_function: created anew below: enum `public.mood` changes under it
DROP FUNCTION public.usual();
-- drop_default: steps aside while something that it uses is made anew [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people ALTER COLUMN word DROP DEFAULT;
-- drop_column: steps aside while something that it is computed from changes [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people DROP COLUMN is_good;
-- drop_function: created anew below: enum `public.mood` changes under it
DROP FUNCTION public.is_good(public.mood);
-- drop_column: steps aside while something that it is computed from changes [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people DROP COLUMN is_fine;
-- drop_constraint: steps aside while something that it uses changes [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people DROP CONSTRAINT known;
-- drop_constraint: steps aside while something that it uses changes [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people DROP CONSTRAINT good_has_word;
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('bad', 'fine', 'good');
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.best(VARIADIC moods public.mood[])
RETURNS public.mood
LANGUAGE sql
IMMUTABLE
AS $$SELECT max(m) FROM unnest(moods) m$$;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.is_good(m public.mood)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT m > 'fine'$$;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.usual()
RETURNS public.mood
LANGUAGE sql
IMMUTABLE
AS $$SELECT 'fine'::mood$$;
-- set_default: as it was [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people ALTER COLUMN word SET DEFAULT 'good'::public.mood::text;
-- swap_type: its type is made anew: every row is written again [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
-- create_index: created anew [public.people: SHARE, build] ! blocks writes
CREATE INDEX people_good ON public.people USING btree (id) WHERE mood = 'good';
-- comment_on_relation: comment [public.people_good: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON INDEX public.people_good IS 'The happy few';
-- create_index: created anew [public.people: SHARE, build] ! blocks writes
CREATE INDEX people_max ON public.people USING btree ((public.best(mood, 'bad')));
-- create_view: created anew
CREATE VIEW public.good_people AS
SELECT id, mood
FROM public.people
WHERE mood = 'good';
-- create_view: created anew
CREATE VIEW public.good_ids AS
SELECT id
FROM public.good_people;
-- comment_on_relation: comment [public.good_people: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.good_people IS 'Happy';
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.moods AS
SELECT mood, count(*)
FROM public.people
GROUP BY mood;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE UNIQUE INDEX moods_mood ON public.moods USING btree (mood);
-- create_trigger: created anew [public.people: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER touch BEFORE UPDATE ON public.people FOR EACH ROW WHEN (new.mood = 'good') EXECUTE FUNCTION public.touch();
-- enable_trigger: enabled state [public.people: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.people DISABLE TRIGGER touch;
-- create_policy: created anew [public.people: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY good ON public.people FOR ALL TO PUBLIC USING (mood >= 'fine');
-- set_default: for rows to come [public.people: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.people ALTER COLUMN mood SET DEFAULT public.usual();
-- add_column_rewrite: computed anew [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.people ADD COLUMN is_good boolean GENERATED ALWAYS AS (public.is_good(mood)) STORED;
-- add_column_rewrite: computed anew [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.people ADD COLUMN is_fine boolean GENERATED ALWAYS AS (mood = 'fine') STORED;
-- comment_on_relation: comment [public.people: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.people.is_fine IS 'Neither';
-- add_check_not_valid: new rows have to satisfy it from here on [public.people: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.people ADD CONSTRAINT good_has_word CHECK (mood <> 'good' OR word IS NOT NULL) NOT VALID;
-- add_check_not_valid: new rows have to satisfy it from here on [public.people: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.people ADD CONSTRAINT known CHECK (mood IS NOT NULL) NOT VALID;
-- swap_type: its type is made anew: every row is written again [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN earlier TYPE public.mood[] USING earlier::text[]::public.mood[];
-- swap_type: its type is made anew: every row is written again [public.visits: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.visits ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.visits: SHARE ROW EXCLUSIVE, instant; public.people: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.visits ADD CONSTRAINT visits_person_mood_fkey FOREIGN KEY (person, mood) REFERENCES public.people (id, mood) NOT VALID;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.people: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.people VALIDATE CONSTRAINT good_has_word;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON CONSTRAINT good_has_word ON public.people IS 'Good news have words';
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.people: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.people VALIDATE CONSTRAINT known;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.visits: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.visits VALIDATE CONSTRAINT visits_person_mood_fkey;
COMMIT;

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
  IF EXISTS (SELECT FROM public.people WHERE moods && ARRAY['dead']::public.mood[]) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.people hold ''dead'' in column moods, which enum public.mood loses',
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
  IF EXISTS (SELECT FROM public.people WHERE best IN ('dead')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.people hold ''dead'' in column best, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('bad', 'fine', 'good');
-- swap_type: its type is made anew: every row is written again [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN moods DROP DEFAULT, ALTER COLUMN moods TYPE public.mood[] USING moods::text[]::public.mood[], ALTER COLUMN moods SET DEFAULT '{fine}',
    ALTER COLUMN best DROP DEFAULT, ALTER COLUMN best TYPE public.mood USING best::text::public.mood, ALTER COLUMN best SET DEFAULT 'good';
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
COMMIT;

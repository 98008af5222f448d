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
  IF EXISTS (SELECT FROM public.people WHERE state IN ('dead')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.people hold ''dead'' in column state, which enum public.mood loses',
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
CREATE TYPE public.mood AS ENUM ('bad', 'fine');
-- replace_function: as it is: sessions that have compiled it look at the new type
CREATE OR REPLACE FUNCTION public.by_column()
RETURNS text
LANGUAGE plpgsql
AS $$DECLARE m people.state%TYPE; BEGIN SELECT state INTO m FROM people LIMIT 1; RETURN m; END$$;
-- replace_function: as it is: sessions that have compiled it look at the new type
CREATE OR REPLACE FUNCTION public.by_name()
RETURNS text
LANGUAGE plpgsql
AS $$DECLARE m mood; BEGIN SELECT max(mood) INTO m FROM people; RETURN m; END$$;
-- swap_type: its type is made anew: every row is written again [public.people: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.people ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood,
    ALTER COLUMN state TYPE public.mood USING state::text::public.mood;
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
COMMIT;

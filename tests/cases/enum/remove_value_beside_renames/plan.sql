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
-- rename_table: the same object under another name [public.people: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.people RENAME TO person;
-- rename_column: the same object under another name [public.person: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.person RENAME COLUMN mood TO state;
-- rename_constraint: the same constraint under another name [public.person: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.person RENAME CONSTRAINT people_pkey TO person_pkey;
-- rename_enum_value: the same value under another name ! breaks the running application
ALTER TYPE public.mood RENAME VALUE 'bad' TO 'sad';
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('fine', 'sad');
-- swap_type: its type is made anew: every row is written again [public.person: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.person ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE public.mood USING state::text::public.mood, ALTER COLUMN state SET DEFAULT 'fine';
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.t: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.t WHERE mood IN ('sad')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.t hold ''sad'' in column mood, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_range_type: created anew below: enum `public.mood` changes under it
DROP TYPE public.moods;
-- drop_function: created anew below: composite type `public.day` changes under it
DROP FUNCTION public.mood_of(public.day);
-- drop_domain: created anew below: enum `public.mood` changes under it
DROP DOMAIN public.cheer;
-- drop_composite_type: created anew below: enum `public.mood` changes under it [public.day: ACCESS EXCLUSIVE, instant]
DROP TYPE public.day;
-- rename_type: makes room for its successor: it loses 'sad'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('ok', 'happy');
-- create_domain: created anew
CREATE DOMAIN public.cheer AS public.mood DEFAULT 'ok' CONSTRAINT cheer_check CHECK (value <> 'happy');
-- comment: comment
COMMENT ON DOMAIN public.cheer IS 'Never sad';
-- create_composite_type: created anew
CREATE TYPE public.day AS (
    number integer,
    mood public.mood
);
-- create_range_type: created anew
CREATE TYPE public.moods AS RANGE (
    SUBTYPE = public.mood
);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.mood_of(day public.day)
RETURNS public.cheer
LANGUAGE plpgsql
AS $$ begin return day.mood; end $$;
-- comment_on_relation: comment [public.day: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.day.mood IS 'How it was';
-- swap_type: its type is made anew: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.days: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.days WHERE mood IN ('so so')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.days hold ''so so'' in column mood, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- rename_type: makes room for its successor: it loses 'so so'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('good', 'bad');
-- change_owner: its owner
ALTER TYPE public.mood OWNER TO access_one;
-- grant: as before
GRANT USAGE ON TYPE public.mood TO "access two";
-- revoke: as before
REVOKE USAGE ON TYPE public.mood FROM PUBLIC;
-- swap_type: its type is made anew: every row is written again [public.days: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.days ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
COMMIT;

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
  IF EXISTS (SELECT FROM public.t WHERE cheer::text IN ('sad')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.t hold ''sad'' in column cheer, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes [public.t: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.t WHERE cheers::text[] && ARRAY['sad']) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.t hold ''sad'' in column cheers, which enum public.mood loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- swap_type: text while its domain is made anew: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN cheer TYPE text USING cheer::text,
    ALTER COLUMN cheers TYPE text[] USING cheers::text[];
-- drop_domain: created anew below: enum `public.mood` changes under it
DROP DOMAIN public.cheer;
-- rename_type: makes room for its successor: it loses 'sad'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('ok');
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
-- create_domain: created anew
CREATE DOMAIN public.cheer AS public.mood;
-- swap_type: of the domain again: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN cheer TYPE public.cheer USING cheer::public.cheer,
    ALTER COLUMN cheers TYPE public.cheer[] USING cheers::public.cheer[];
COMMIT;

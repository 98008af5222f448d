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
DO $body2$
BEGIN
  IF EXISTS (SELECT FROM public.t WHERE mark IN ('$$; DROP TABLE t; $$', '$body$')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of public.t hold ''$$; DROP TABLE t; $$'', ''$body$'' in column mark, which enum public.mark loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$body2$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- rename_type: makes room for its successor: it loses '$$; DROP TABLE t; $$', '$body$'
ALTER TYPE public.mark RENAME TO mark_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mark AS ENUM ('ok');
-- swap_type: its type is made anew: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN mark TYPE public.mark USING mark::text::public.mark;
-- drop_enum: nothing is of it any more
DROP TYPE public.mark_schemadiff_old;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_type: makes room for its successor: it loses 'dead'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('fine', 'bad');
-- comment: comment
COMMENT ON TYPE public.mood IS 'How people are';
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
COMMIT;

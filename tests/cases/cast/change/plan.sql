SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON CAST (character varying AS public.mood) IS 'As it is stored';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_cast: created anew below: no statement changes a cast
DROP CAST (text AS public.mood);
-- create_cast: created anew
CREATE CAST (text AS public.mood) WITH INOUT AS IMPLICIT;
COMMIT;

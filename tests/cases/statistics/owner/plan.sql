SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_statistics: created anew below: its definition changes [public.places: SHARE UPDATE EXCLUSIVE, instant]
DROP STATISTICS public.places_a;
-- create_statistics: created anew; it is empty until the next ANALYZE [public.places: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.places_a ON city, zip FROM public.places;
-- change_owner: its owner
ALTER STATISTICS public.places_a OWNER TO clerk;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_owner: another owner ! changes who may see or do what
ALTER STATISTICS public.places_b OWNER TO analyst;
COMMIT;

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
DROP STATISTICS public.places_how;
-- create_statistics: created anew; it is empty until the next ANALYZE [public.places: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.places_how ON city, (upper(zip)) FROM public.places;
COMMIT;

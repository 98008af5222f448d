SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA numbers;
-- create_statistics: new statistics [public.places: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS numbers.places_where ON city, zip FROM public.places;
COMMIT;

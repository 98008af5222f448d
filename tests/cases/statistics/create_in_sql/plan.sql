SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.places (
    id integer,
    city text,
    zip text,
    "Zone" integer,
    size numeric
);
-- create_statistics: new statistics
CREATE STATISTICS public.places_how (ndistinct, mcv) ON city, (lower(zip)), (size % 10) FROM public.places;
-- alter_statistics: for the next ANALYZE
ALTER STATISTICS public.places_how SET STATISTICS 400;
-- create_statistics: new statistics
CREATE STATISTICS public.places_mod ON (size % 10) FROM public.places;
-- comment: comment
COMMENT ON STATISTICS public.places_mod IS 'Last digits';
-- create_statistics: new statistics
CREATE STATISTICS public.places_where ON "Zone", city, zip FROM public.places;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_statistics: created anew below: function `public.short` changes under it [public.places: SHARE UPDATE EXCLUSIVE, instant]
DROP STATISTICS public.places_short;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_column: the same object under another name [public.places: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.places RENAME COLUMN id TO number;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_expression: another expression: every value is computed anew [public.places: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.places ALTER COLUMN town SET EXPRESSION AS (lower(city));
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_function: created anew below: an argument gets another name
DROP FUNCTION public.short(text);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.short(town text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$SELECT left($1, 2)$$;
-- create_statistics: created anew; it is empty until the next ANALYZE [public.places: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.places_short ON number, (public.short(city)) FROM public.places;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_materialized_view: created anew below: column `public.places.zip` changes under it [public.seen: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.seen;
-- change_type_rewrite: another type: every row is written anew [public.places: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.places ALTER COLUMN zip TYPE integer USING zip::int;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.seen AS
SELECT city, zip
FROM public.places;
-- create_statistics: its view is created anew [public.seen: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.seen_where ON city, zip FROM public.seen;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.n AS
SELECT body
FROM public.t;
-- set_column_compression: for values to come [public.m: ACCESS EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m ALTER COLUMN "Title" SET COMPRESSION pglz;
-- set_column_statistics: for the next ANALYZE [public.m: SHARE UPDATE EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m ALTER COLUMN "Title" SET STATISTICS 30;
-- set_column_storage: for values to come [public.m: ACCESS EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m ALTER COLUMN body SET STORAGE MAIN;
-- set_column_options: for the next ANALYZE [public.m: SHARE UPDATE EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m ALTER COLUMN id SET (n_distinct = 9);
-- set_column_storage: for values to come
ALTER MATERIALIZED VIEW public.n ALTER COLUMN body SET STORAGE MAIN;
COMMIT;

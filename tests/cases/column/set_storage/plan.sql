SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_storage: for values to come [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN body SET STORAGE EXTERNAL;
-- set_column_storage: for values to come [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN "Order" SET STORAGE MAIN;
-- add_column: new column [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ADD COLUMN summary text;
-- set_column_storage: for values to come [public.articles: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.articles ALTER COLUMN summary SET STORAGE PLAIN;
-- comment_on_relation: comment [public.articles: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.articles.summary IS 'Short';
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_foreign_table: other options [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals OPTIONS (ADD schema_name 'sky', SET table_name 'received', DROP fetch_size);
-- alter_foreign_table: other options [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN id OPTIONS (SET column_name 'no');
-- alter_foreign_table: other options [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN band OPTIONS (ADD column_name 'frequency');
COMMIT;

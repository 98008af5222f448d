SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_column_statistics: for the next ANALYZE [public.signals: SHARE UPDATE EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN id SET STATISTICS 500;
-- set_column_storage: for values to come [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN name SET STORAGE MAIN;
-- alter_foreign_table: new column [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ADD COLUMN note text;
-- set_column_storage: for values to come [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN note SET STORAGE EXTERNAL;
-- set_column_statistics: for the next ANALYZE [public.signals: SHARE UPDATE EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN note SET STATISTICS 50;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_foreign_table: other type [public.signals: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER FOREIGN TABLE public.signals ALTER COLUMN band TYPE character varying(10);
-- set_column_options: for the next ANALYZE [public.signals: SHARE UPDATE EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN band SET (n_distinct = 7);
COMMIT;

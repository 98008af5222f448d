SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_foreign_table: whether the server may send null [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN id SET NOT NULL;
-- alter_foreign_table: other default [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN band DROP DEFAULT;
-- alter_foreign_table: new column [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ADD COLUMN note text OPTIONS (column_name 'notes') DEFAULT 'none';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_foreign_table: no longer in the model [public.signals: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER FOREIGN TABLE public.signals DROP COLUMN old;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: column `public.signals.name` changes under it [public.names: ACCESS EXCLUSIVE, instant]
DROP VIEW public.names;
-- alter_foreign_table: other type [public.signals: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER FOREIGN TABLE public.signals ALTER COLUMN name TYPE character varying(20);
-- create_view: created anew
CREATE VIEW public.names AS
SELECT id, name
FROM public.signals;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_foreign_table: whether the server may send null [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ALTER COLUMN name DROP NOT NULL;
-- alter_foreign_table: added anew below with another expression [public.signals: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER FOREIGN TABLE public.signals DROP COLUMN twice;
-- alter_foreign_table: new column [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ADD COLUMN twice integer GENERATED ALWAYS AS (id * 3) STORED;
COMMIT;

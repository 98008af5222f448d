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
CREATE TABLE public.new_rows (
    id integer
);
-- create_view: new view
CREATE VIEW public.z_new AS
SELECT id
FROM public.new_rows;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.new_total()
RETURNS bigint
LANGUAGE sql
BEGIN ATOMIC
  SELECT count(*) FROM public.z_new;
END;
-- create_view: new view
CREATE VIEW public.a_new AS
SELECT public.new_total() AS total;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: no longer in the model [public.a_old: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP VIEW public.a_old;
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION public.old_total();
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: no longer in the model [public.z_old: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP VIEW public.z_old;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.old_rows: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.old_rows;
COMMIT;

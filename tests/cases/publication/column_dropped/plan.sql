SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD COLUMN note text;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: added again below: what is published of a table cannot be altered [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION shop DROP TABLE ONLY public.orders;
-- alter_publication_table: published otherwise [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION shop ADD TABLE ONLY public.orders (id, note);
-- drop_column: no longer in the model [public.orders: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.orders DROP COLUMN region;
COMMIT;

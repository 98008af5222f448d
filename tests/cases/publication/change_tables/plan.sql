SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: published from now on [public.customers: SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION shop ADD TABLE ONLY public.customers;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: published no longer [public.secrets: SHARE UPDATE EXCLUSIVE, instant] ! subscribers miss what changes meanwhile
ALTER PUBLICATION shop DROP TABLE ONLY public.secrets;
COMMIT;

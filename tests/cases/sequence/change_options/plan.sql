SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_sequence: other options [public.order_number: SHARE ROW EXCLUSIVE, instant]
ALTER SEQUENCE public.order_number INCREMENT BY 1 MINVALUE 0 NO MAXVALUE START WITH 0 CACHE 1 CYCLE;
COMMIT;

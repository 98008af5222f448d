SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_identity: other identity options [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ALTER COLUMN id SET INCREMENT BY 5;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_sequence: the sequence of the identity under another name [public."Order Numbers": ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER SEQUENCE public."Order Numbers" RENAME TO order_numbers;
COMMIT;

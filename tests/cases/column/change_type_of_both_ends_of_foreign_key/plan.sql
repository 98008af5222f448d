SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: steps aside while something that it uses changes [public.orders: ACCESS EXCLUSIVE, instant; public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- change_type_rewrite: another type: every row is written anew [public.customers: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.customers ALTER COLUMN id TYPE bigint USING id::bigint;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- change_type_rewrite: another type: every row is written anew [public.orders: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.orders ALTER COLUMN customer_id TYPE bigint USING customer_id::bigint;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.orders: SHARE ROW EXCLUSIVE, instant; public.customers: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers (id) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey;
COMMIT;

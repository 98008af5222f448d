SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.orders: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.orders RENAME TO purchases;
-- rename_column: the same object under another name [public.purchases: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.purchases RENAME COLUMN region TO area;
-- rename_constraint: the same constraint under another name [public.purchases: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.purchases RENAME CONSTRAINT orders_pkey TO purchases_pkey;
COMMIT;

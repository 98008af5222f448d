SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.orders_customer_id_idx: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.orders_customer_id_idx RENAME TO orders_customer_id_idx_schemadiff_old;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- replace_view: another query with the same columns first [public.open_orders: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE VIEW public.open_orders AS
SELECT id, customer_id, amount
FROM public.orders
WHERE state = 'open';
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_policy: other roles or expressions [public.orders: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER POLICY small ON public.orders TO PUBLIC USING (amount < 1000);
-- drop_constraint: replaced by another of the same name [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT orders_amount_check;
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders USING btree (customer_id) WHERE state = 'open';

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT orders_amount_check CHECK (amount >= 0) NOT VALID;
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.orders: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.orders_customer_id_idx_schemadiff_old;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_amount_check;
COMMIT;

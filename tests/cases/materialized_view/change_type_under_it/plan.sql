SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_materialized_view: created anew below: column `public.orders.amount` changes under it [public.order_amounts: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.order_amounts;
-- change_type_rewrite: another type: every row is written anew, at once: materialized view `order_amounts` is filled anew while nobody can use the table [public.orders: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.orders ALTER COLUMN amount TYPE bigint USING amount::bigint;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.order_amounts AS
SELECT amount, count(*) AS orders
FROM public.orders
GROUP BY amount;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE UNIQUE INDEX uq_order_amounts ON public.order_amounts USING btree (amount);
COMMIT;

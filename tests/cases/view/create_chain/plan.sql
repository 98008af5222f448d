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
CREATE TABLE public.orders (
    id integer NOT NULL,
    customer text NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.b_large_orders AS
SELECT id, customer, amount
FROM public.orders
WHERE amount > 100;
-- create_view: new view
CREATE VIEW public.c_totals AS
SELECT customer, sum(amount) AS total
FROM public.b_large_orders
GROUP BY customer;
-- create_view: new view
CREATE VIEW public.a_best_customer AS
SELECT customer
FROM public.c_totals
ORDER BY total DESC
LIMIT 1;
COMMIT;

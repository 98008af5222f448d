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
    amount numeric NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.order_total()
RETURNS numeric
LANGUAGE sql
RETURN (SELECT sum(orders.amount) FROM public.orders);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.remember(new_id integer, new_amount numeric)
RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  INSERT INTO public.orders (id, amount) VALUES (new_id, new_amount);
END;
COMMIT;

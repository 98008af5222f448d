SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.m_label(amount numeric)
RETURNS text
LANGUAGE plpgsql
STABLE
AS $$begin return a_total(amount)::text; end$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.z_tax(amount numeric)
RETURNS numeric
LANGUAGE sql
IMMUTABLE
RETURN amount * 0.19;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.a_total(amount numeric)
RETURNS numeric
LANGUAGE sql
IMMUTABLE
RETURN amount + public.z_tax(amount);
-- create_table: new table
CREATE TABLE public.orders (
    id integer NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.a_totals AS
SELECT id, public.a_total(amount) AS total, public.m_label(amount) AS label
FROM public.orders;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_table: new table
CREATE TABLE public.orders (
    id integer NOT NULL,
    tenant_id integer NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.order_counts AS
SELECT tenant_id, count(*) AS total
FROM public.orders
GROUP BY tenant_id
WITH NO DATA;
COMMIT;

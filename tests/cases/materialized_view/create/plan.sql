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
    placed_at timestamp with time zone NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.order_counts AS
SELECT tenant_id, date_trunc('day', placed_at) AS day, count(*) AS total
FROM public.orders
GROUP BY tenant_id, date_trunc('day', placed_at);
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX uq_order_counts ON public.order_counts USING btree (tenant_id, day);
-- comment_on_relation: comment
COMMENT ON MATERIALIZED VIEW public.order_counts IS 'For the dashboard';
COMMIT;

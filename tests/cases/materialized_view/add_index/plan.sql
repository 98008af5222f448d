SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX order_counts_total ON public.order_counts USING btree (total DESC);
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX uq_order_counts ON public.order_counts USING btree (tenant_id);
COMMIT;

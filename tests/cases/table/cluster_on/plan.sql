SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_cluster_on: what CLUSTER orders by; no row moves now [public."Items": SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public."Items" SET WITHOUT CLUSTER;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY orders_at ON public.orders USING btree (at);

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_cluster_on: what CLUSTER orders by; no row moves now [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.orders CLUSTER ON orders_at;
COMMIT;

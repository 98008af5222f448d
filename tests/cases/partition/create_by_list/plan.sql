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
    id bigint NOT NULL,
    region text NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id, region)
) PARTITION BY LIST (region);
-- create_table: new partition
CREATE TABLE public.orders_eu PARTITION OF public.orders FOR VALUES IN ('de', 'fr', 'it''s');
-- create_table: new partition
CREATE TABLE public.orders_rest PARTITION OF public.orders DEFAULT;
-- create_table: new partition
CREATE TABLE public.orders_us PARTITION OF public.orders FOR VALUES IN ('us');
COMMIT;

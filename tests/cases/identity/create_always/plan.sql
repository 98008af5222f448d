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
    id bigint GENERATED ALWAYS AS IDENTITY (INCREMENT BY 10 START WITH 1000 CACHE 5) NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
COMMIT;

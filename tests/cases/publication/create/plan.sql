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
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_publication: new publication [public.lines: SHARE UPDATE EXCLUSIVE, instant]
CREATE PUBLICATION orders FOR TABLE ONLY public.lines, ONLY public.orders;
-- comment: comment
COMMENT ON PUBLICATION orders IS 'For the warehouse';
COMMIT;

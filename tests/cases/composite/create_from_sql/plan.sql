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
CREATE TABLE public.items (
    id integer,
    name text
);
-- create_composite_type: new composite type
CREATE TYPE public.order_line AS (
    item public.items,
    amount numeric(10,2),
    "Note" character varying(20) COLLATE "C"
);
-- comment: comment
COMMENT ON TYPE public.order_line IS 'A line of an order';
-- create_table: new table
CREATE TABLE public.orders (
    id integer,
    lines public.order_line[],
    gift public.items
);
-- comment_on_relation: comment
COMMENT ON COLUMN public.order_line."Note" IS 'For the packer';
COMMIT;

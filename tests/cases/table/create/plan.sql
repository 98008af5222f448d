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
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    number character varying(20) NOT NULL,
    amount numeric(12,2) NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    note text,
    CONSTRAINT orders_amount_check CHECK (amount >= 0),
    CONSTRAINT orders_number_key UNIQUE (number),
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- comment_on_relation: comment
COMMENT ON TABLE public.orders IS 'What customers have ordered';
-- comment_on_relation: comment
COMMENT ON COLUMN public.orders.note IS 'What the customer wrote';
COMMIT;

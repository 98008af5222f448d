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
CREATE TABLE public."Order" (
    id integer CONSTRAINT "is numbered" NOT NULL,
    "select" text CONSTRAINT has_text NOT NULL NO INHERIT,
    placed date,
    paid date NOT NULL,
    CONSTRAINT "Order_pkey" PRIMARY KEY (id)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public."Order" ADD CONSTRAINT is_placed NOT NULL placed NOT VALID;
-- comment_on_relation: comment
COMMENT ON CONSTRAINT is_placed ON public."Order" IS 'Old ones are not';
-- comment_on_relation: comment
COMMENT ON CONSTRAINT "Order_paid_not_null" ON public."Order" IS 'Always';
COMMIT;

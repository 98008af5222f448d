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
CREATE TABLE public."Order Kind" (
    "Code" text NOT NULL,
    "select" text,
    "It's" integer,
    CONSTRAINT "Order Kind_pkey" PRIMARY KEY ("Code")
);
-- insert_rows: rows that the model requires
INSERT INTO public."Order Kind" ("Code", "It's", "select") VALUES
    ('a''b', '1', E'c\\d
e'),
    ('$$', '-1', '--;')
ON CONFLICT ("Code") DO UPDATE SET "It's" = EXCLUDED."It's", "select" = EXCLUDED."select";
COMMIT;

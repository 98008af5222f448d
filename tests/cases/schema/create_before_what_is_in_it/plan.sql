SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA billing;
-- create_enum: new enum
CREATE TYPE billing.state AS ENUM ('open', 'paid');
-- create_sequence: new sequence
CREATE SEQUENCE billing.numbers;
-- create_table: new table
CREATE TABLE billing.invoices (
    number bigint DEFAULT nextval('billing.numbers'::regclass) NOT NULL,
    state billing.state DEFAULT 'open' NOT NULL,
    CONSTRAINT invoices_pkey PRIMARY KEY (number)
);
-- create_view: new view
CREATE VIEW billing.open_invoices AS
SELECT number
FROM billing.invoices
WHERE state = 'open';
COMMIT;

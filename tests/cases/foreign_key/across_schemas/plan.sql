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
CREATE SCHEMA auth;
-- create_schema: new schema
CREATE SCHEMA billing;
-- create_table: new table
CREATE TABLE auth.users (
    id integer NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE billing.invoices (
    id integer NOT NULL,
    user_id integer NOT NULL,
    CONSTRAINT invoices_pkey PRIMARY KEY (id)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users (id);
COMMIT;

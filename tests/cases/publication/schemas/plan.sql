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
CREATE SCHEMA "Sales 2";
-- create_table: new table
CREATE TABLE "Sales 2".orders (
    id bigint NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- alter_publication: published from now on
ALTER PUBLICATION shop ADD TABLES IN SCHEMA "Sales 2";
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication: published no longer ! subscribers miss what changes meanwhile
ALTER PUBLICATION shop DROP TABLES IN SCHEMA public;
COMMIT;

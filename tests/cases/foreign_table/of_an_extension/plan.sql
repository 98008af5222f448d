SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_extension: new extension
CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_server: new foreign server
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'archive', host 'archive.example.com');
-- create_foreign_table: new foreign table
CREATE FOREIGN TABLE public.orders (
    id bigint NOT NULL,
    total numeric OPTIONS (column_name 'sum')
) SERVER archive OPTIONS (schema_name 'shop', table_name 'orders');
COMMIT;

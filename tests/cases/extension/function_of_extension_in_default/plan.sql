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
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA public;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.tokens (
    id integer NOT NULL,
    salt text DEFAULT gen_salt('bf') NOT NULL,
    CONSTRAINT tokens_pkey PRIMARY KEY (id)
);
COMMIT;

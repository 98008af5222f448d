SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_enum: new enum
CREATE TYPE public.band AS ENUM ('radio', 'infrared');
-- create_foreign_data_wrapper: new foreign data wrapper
CREATE FOREIGN DATA WRAPPER antenna;
-- create_server: new foreign server
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
-- create_foreign_table: new foreign table
CREATE FOREIGN TABLE public.signals (
    id bigint OPTIONS (column_name 'number') NOT NULL,
    band public.band DEFAULT 'radio' NOT NULL,
    strength numeric(6,2),
    name text COLLATE "C",
    CONSTRAINT strong CHECK (strength > 0)
) SERVER southern OPTIONS (schema_name 'public', table_name 'signals');
-- comment_on_relation: comment
COMMENT ON FOREIGN TABLE public.signals IS 'What is received';
-- comment_on_relation: comment
COMMENT ON COLUMN public.signals.strength IS 'In janskys';
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_access_method: new access method
CREATE ACCESS METHOD "Second Heap" TYPE TABLE HANDLER heap_tableam_handler;
-- create_access_method: new access method
CREATE ACCESS METHOD tree TYPE INDEX HANDLER bthandler;
-- create_table: new table
CREATE TABLE public.notes (
    id bigint NOT NULL,
    body text,
    CONSTRAINT notes_pkey PRIMARY KEY (id)
) USING "Second Heap";
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_schema: new schema
CREATE SCHEMA auth;
-- create_table: new table
CREATE TABLE auth.grants (
    role text NOT NULL,
    action text NOT NULL,
    note text,
    CONSTRAINT grants_pkey PRIMARY KEY (role, action)
);
-- insert_rows: rows that the model requires
INSERT INTO auth.grants (action, note, role) VALUES
    ('read', NULL, 'admin'),
    ('write', 'it''s fine', 'admin')
ON CONFLICT (role, action) DO UPDATE SET note = EXCLUDED.note;
COMMIT;

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
CREATE SCHEMA app;
-- create_table: new table
CREATE TABLE app."v1.users" (
    id integer NOT NULL,
    "a.b" text,
    CONSTRAINT "v1.users_pkey" PRIMARY KEY (id)
);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "v1.users.a.b" ON app."v1.users" USING btree ("a.b");
-- create_view: new view
CREATE VIEW public."v1.names" AS
SELECT "a.b"
FROM app."v1.users";
COMMIT;

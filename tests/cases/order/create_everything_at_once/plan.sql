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
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_extension: new extension
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_extension: new extension
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_enum: new enum
CREATE TYPE app.state AS ENUM ('draft', 'live', 'gone');
-- create_sequence: new sequence
CREATE SEQUENCE app.numbers START WITH 1000;
-- create_function: new function
CREATE OR REPLACE FUNCTION app.next_number()
RETURNS text
LANGUAGE sql
RETURN 'P' || nextval('app.numbers'::regclass);
-- create_function: new function
CREATE OR REPLACE FUNCTION app.tenant()
RETURNS integer
LANGUAGE sql
STABLE
AS $$select nullif(current_setting('app.tenant_id', true), '')::integer$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION app.touch()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin new.updated_at = now(); return new; end$$;
-- create_table: new table
CREATE TABLE app.pages (
    id integer NOT NULL,
    tenant_id integer NOT NULL,
    number text DEFAULT app.next_number() NOT NULL,
    title text NOT NULL,
    state app.state DEFAULT 'draft' NOT NULL,
    parent_id integer,
    live tstzrange,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT pages_pkey PRIMARY KEY (id, tenant_id)
) PARTITION BY LIST (tenant_id);
-- enable_row_security: row security
ALTER TABLE app.pages ENABLE ROW LEVEL SECURITY;
-- enable_row_security: row security for the owner
ALTER TABLE app.pages FORCE ROW LEVEL SECURITY;
-- comment_on_relation: comment
COMMENT ON TABLE app.pages IS 'Pages of every tenant';
-- create_table: new partition
CREATE TABLE app.pages_1 PARTITION OF app.pages FOR VALUES IN ('1');
-- create_table: new partition
CREATE TABLE app.pages_rest PARTITION OF app.pages DEFAULT;
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX pages_title ON app.pages USING gin (title gin_trgm_ops);
-- create_view: new view
CREATE VIEW app.live_pages AS
SELECT id, tenant_id, number, title, state, parent_id, live, updated_at
FROM app.pages
WHERE state = 'live';
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW app.page_counts AS
SELECT tenant_id, count(*) AS total
FROM app.live_pages
GROUP BY tenant_id;
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX uq_page_counts ON app.page_counts USING btree (tenant_id);
-- create_trigger: new trigger
CREATE TRIGGER touch BEFORE UPDATE ON app.pages FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION app.touch();
-- create_policy: new policy
CREATE POLICY tenant ON app.pages FOR ALL TO PUBLIC USING (tenant_id = app.tenant());
COMMIT;

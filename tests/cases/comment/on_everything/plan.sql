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
-- comment: comment
COMMENT ON SCHEMA app IS 'The schema';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_extension: new extension
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- comment: comment
COMMENT ON EXTENSION pg_trgm IS 'The extension';
-- create_enum: new enum
CREATE TYPE app.state AS ENUM ('on', 'off');
-- comment: comment
COMMENT ON TYPE app.state IS 'The enum';
-- create_sequence: new sequence
CREATE SEQUENCE app.numbers;
-- comment_on_relation: comment
COMMENT ON SEQUENCE app.numbers IS 'The sequence';
-- create_function: new function
CREATE OR REPLACE PROCEDURE app.tidy(n integer)
LANGUAGE sql
AS $$SELECT n$$;
-- comment: comment
COMMENT ON PROCEDURE app.tidy(integer) IS 'The procedure';
-- create_function: new function
CREATE OR REPLACE FUNCTION app.touch()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return new; end$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION app.twice(n integer, m integer DEFAULT 2)
RETURNS integer
LANGUAGE sql
AS $$SELECT n * m$$;
-- comment: comment
COMMENT ON FUNCTION app.twice(integer, integer) IS 'The function';
-- create_table: new table
CREATE TABLE app.things (
    id integer NOT NULL,
    state app.state,
    CONSTRAINT positive CHECK (id > 0),
    CONSTRAINT things_key PRIMARY KEY (id)
);
-- comment_on_relation: comment
COMMENT ON TABLE app.things IS 'The table';
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX things_state ON app.things USING btree (state);
-- comment_on_relation: comment
COMMENT ON INDEX app.things_state IS 'The index';
-- create_view: new view
CREATE VIEW app.on_things AS
SELECT id
FROM app.things
WHERE state = 'on';
-- comment_on_relation: comment
COMMENT ON VIEW app.on_things IS 'The view';
-- comment_on_relation: comment
COMMENT ON COLUMN app.on_things.id IS 'The column of the view';
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW app.counts AS
SELECT state, count(*) AS total
FROM app.things
GROUP BY state;
-- comment_on_relation: comment
COMMENT ON MATERIALIZED VIEW app.counts IS 'The materialized view';
-- comment_on_relation: comment
COMMENT ON COLUMN app.counts.total IS 'The column of the materialized view';
-- create_trigger: new trigger
CREATE TRIGGER touch BEFORE UPDATE ON app.things FOR EACH ROW EXECUTE FUNCTION app.touch();
-- comment: comment
COMMENT ON TRIGGER touch ON app.things IS 'The trigger';
-- create_policy: new policy
CREATE POLICY everything ON app.things FOR ALL TO PUBLIC USING (true);
-- comment: comment
COMMENT ON POLICY everything ON app.things IS 'The policy';
-- comment_on_relation: comment
COMMENT ON COLUMN app.things.state IS 'The column';
-- comment: comment
COMMENT ON CONSTRAINT positive ON app.things IS 'The check';
-- comment: comment
COMMENT ON CONSTRAINT things_key ON app.things IS 'The key';
COMMIT;

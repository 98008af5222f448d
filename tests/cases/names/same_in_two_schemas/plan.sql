SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_sequence: other options [two.numbers: SHARE ROW EXCLUSIVE, instant]
ALTER SEQUENCE two.numbers INCREMENT BY 2;
-- replace_function: another definition
CREATE OR REPLACE FUNCTION two.touch()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return old; end$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [two.users_state: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX two.users_state RENAME TO users_state_schemadiff_old;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- replace_trigger: another definition [two.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER touch BEFORE INSERT OR UPDATE ON two.users FOR EACH ROW EXECUTE FUNCTION two.touch();
-- add_column: new column [two.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE two.users ADD COLUMN name text;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'c'; committed before anything uses it ! cannot be undone
ALTER TYPE two.state ADD VALUE 'c';
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [two.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE two.users ALTER COLUMN state SET DEFAULT 'c';
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [two.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_state ON two.users USING btree (state, id);

-- contract: after every old application is gone

-- step 7 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [two.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY two.users_state_schemadiff_old;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [two.people: ACCESS EXCLUSIVE, instant]
DROP VIEW two.people;
-- create_view: created anew
CREATE VIEW two.people AS
SELECT id
FROM one.users;
COMMIT;

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
CREATE SCHEMA c;
-- create_table: new table
CREATE TABLE c.t (
    id integer NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);
-- add_column: new column [a.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE a.t ADD COLUMN c_id integer;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [b.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE b.t ADD COLUMN a_id integer;
-- create_view: new view
CREATE VIEW a.all_of_it AS
SELECT a.id AS a_id, b.id AS b_id
FROM
  a.t a
  JOIN b.t b ON b.a_id = a.id
  JOIN c.t c ON c.id = a.c_id;
COMMIT;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [a.t: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE a.t ADD CONSTRAINT t_c_id_fkey FOREIGN KEY (c_id) REFERENCES c.t (id) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [b.t: SHARE ROW EXCLUSIVE, instant; a.t: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE b.t ADD CONSTRAINT t_a_id_fkey FOREIGN KEY (a_id) REFERENCES a.t (id) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [a.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE a.t VALIDATE CONSTRAINT t_c_id_fkey;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [b.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE b.t VALIDATE CONSTRAINT t_a_id_fkey;
COMMIT;

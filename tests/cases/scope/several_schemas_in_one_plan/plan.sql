SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column ["Order".items: ACCESS EXCLUSIVE, instant]
ALTER TABLE "Order".items ADD COLUMN "order" integer;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [sales.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE sales.items ADD COLUMN name text;
-- create_view: new view
CREATE VIEW "Order".named AS
SELECT o.id, s.name
FROM
  "Order".items o
  JOIN sales.items s ON s.id = o.id;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index ["Order".items: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY by_name ON "Order".items USING btree ("order");

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [sales.items: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY by_name ON sales.items USING btree (name);

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: new rows have to satisfy it from here on ["Order".items: SHARE ROW EXCLUSIVE, instant; sales.items: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE "Order".items ADD CONSTRAINT items_id_fkey FOREIGN KEY (id) REFERENCES sales.items (id) NOT VALID;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too ["Order".items: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE "Order".items VALIDATE CONSTRAINT items_id_fkey;
COMMIT;

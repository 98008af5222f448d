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
CREATE SCHEMA sales;
-- rename_table: the same object under another name [crm.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE crm.customers SET SCHEMA sales;
-- rename_table: the same object under another name [crm.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE sales.customers RENAME TO clients;
-- create_view: the old name, for as long as somebody uses it
CREATE VIEW crm.customers AS SELECT id, code FROM sales.clients;
-- comment_on_relation: tells a later plan what it is for
COMMENT ON VIEW crm.customers IS 'schemadiff: {"rename_table":{"schema":"sales","to":"clients"}}';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: nobody uses the old name any more [crm.customers: ACCESS EXCLUSIVE, instant]
DROP VIEW crm.customers;
-- drop_schema: no longer in the model ! breaks the running application
DROP SCHEMA crm;
-- rename_constraint: the same constraint under another name [sales.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE sales.clients RENAME CONSTRAINT customers_pkey TO clients_pkey;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers RENAME TO clients;
-- create_view: the old name, for as long as somebody uses it
CREATE VIEW public.customers AS SELECT id, code, created_at FROM public.clients;
-- comment_on_relation: tells a later plan what it is for
COMMENT ON VIEW public.customers IS 'schemadiff: {"rename_table":{"schema":"public","to":"clients"}}';
-- grant: as on the table
GRANT SELECT, INSERT ON TABLE public.customers TO case_reader;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: nobody uses the old name any more [public.customers: ACCESS EXCLUSIVE, instant]
DROP VIEW public.customers;
-- rename_constraint: the same constraint under another name [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients RENAME CONSTRAINT customers_code_key TO clients_code_key;
-- rename_constraint: the same constraint under another name [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients RENAME CONSTRAINT customers_pkey TO clients_pkey;
COMMIT;

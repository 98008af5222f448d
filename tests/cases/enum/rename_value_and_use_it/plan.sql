SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD COLUMN carrier text;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'packed'; committed before anything uses it ! cannot be undone
ALTER TYPE public.status ADD VALUE 'packed' AFTER 'open';
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'lost'; committed before anything uses it ! cannot be undone
ALTER TYPE public.status ADD VALUE 'lost';
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- rename_enum_value: the same value under another name ! breaks the running application
ALTER TYPE public.status RENAME VALUE 'sent' TO 'shipped';
-- create_view: new view
CREATE VIEW public.shipped AS
SELECT id
FROM public.orders
WHERE status = 'shipped';
-- insert_rows: rows that the model requires [public.orders: ROW EXCLUSIVE, rows]
INSERT INTO public.orders (id, status) VALUES
    ('7', 'shipped')
ON CONFLICT (id) DO NOTHING;
-- set_default: for rows to come [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ALTER COLUMN status SET DEFAULT 'shipped';
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT shipped_has_carrier CHECK (status <> 'lost' OR carrier IS NOT NULL) NOT VALID;
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY orders_shipped ON public.orders USING btree (id) WHERE status = 'shipped';

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT shipped_has_carrier;
COMMIT;

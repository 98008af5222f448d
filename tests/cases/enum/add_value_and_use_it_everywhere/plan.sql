SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'void'; committed before anything uses it ! cannot be undone
ALTER TYPE public.state ADD VALUE 'void';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_view: new view
CREATE VIEW public.void_orders AS
SELECT id, note
FROM public.orders
WHERE state = 'void';
-- insert_rows: rows that the model requires [public.orders: ROW EXCLUSIVE, rows]
INSERT INTO public.orders (id, note, state) VALUES
    ('1', 'the first one was a test', 'void')
ON CONFLICT (id) DO NOTHING;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY orders_void ON public.orders USING btree (id) WHERE state = 'void';

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ADD CONSTRAINT void_has_note CHECK (state <> 'void' OR note IS NOT NULL) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT void_has_note;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- delete_rows: not among the rows that the model lists [public.sites: ROW EXCLUSIVE, rows] ! loses data; cannot be undone
DELETE FROM public.sites WHERE code = 'nyc';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- delete_rows: not among the rows that the model lists [public.regions: ROW EXCLUSIVE, rows] ! loses data; cannot be undone
DELETE FROM public.regions WHERE code = 'am';
-- insert_rows: rows that the model requires [public.regions: ROW EXCLUSIVE, rows]
INSERT INTO public.regions (code, label) VALUES
    ('na', 'America')
ON CONFLICT (code) DO NOTHING;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- insert_rows: rows that the model requires [public.units: ROW EXCLUSIVE, rows]
INSERT INTO public.units (code) VALUES
    ('company')
ON CONFLICT (code) DO NOTHING;
-- insert_rows: rows that the model requires [public.units: ROW EXCLUSIVE, rows]
INSERT INTO public.units (code, note, parent) VALUES
    ('division', 'large', 'company')
ON CONFLICT (code) DO NOTHING;
-- insert_rows: rows that the model requires [public.units: ROW EXCLUSIVE, rows]
INSERT INTO public.units (code, parent) VALUES
    ('team', 'division')
ON CONFLICT (code) DO NOTHING;
-- insert_rows: rows that the model requires [public.units: ROW EXCLUSIVE, rows]
INSERT INTO public.units (code, note, parent) VALUES
    ('squad', 'small', 'team')
ON CONFLICT (code) DO NOTHING;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- delete_rows: not among the rows that the model lists [public.units: ROW EXCLUSIVE, rows] ! loses data; cannot be undone
DELETE FROM public.units WHERE code IN ('old', 'older', 'oldest');
COMMIT;

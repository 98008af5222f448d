SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- delete_rows: not among the rows that the model lists [public.codes: ROW EXCLUSIVE, rows] ! loses data; cannot be undone
DELETE FROM public.codes WHERE code = 'a';
-- insert_rows: rows that the model requires [public.codes: ROW EXCLUSIVE, rows]
INSERT INTO public.codes (code, rank) VALUES
    ('b', '1')
ON CONFLICT (code) DO UPDATE SET rank = EXCLUDED.rank;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- insert_rows: rows that the model requires [public.rates: ROW EXCLUSIVE, rows]
INSERT INTO public.rates (active, at, code, details, rate, since) VALUES
    ('true', '2024-01-01T01:00:00+01:00', 'EUR', '{"a":2,"b":1}', '1.50', '1999-01-01')
ON CONFLICT (code) DO UPDATE SET active = EXCLUDED.active, at = EXCLUDED.at, details = EXCLUDED.details, rate = EXCLUDED.rate, since = EXCLUDED.since;
COMMIT;

SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- insert_rows: rows that the model requires [public.plans: ROW EXCLUSIVE, rows]
INSERT INTO public.plans (id, name) OVERRIDING SYSTEM VALUE VALUES
    ('1', 'Free'),
    ('2', 'Pro')
ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name;
COMMIT;

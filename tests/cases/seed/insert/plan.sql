SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_table: new table
CREATE TABLE public.currencies (
    code character varying(50) NOT NULL,
    label character varying(255) NOT NULL,
    rate numeric(12,6),
    is_active boolean DEFAULT true NOT NULL,
    since date,
    added_at timestamp with time zone,
    details jsonb,
    factor double precision,
    CONSTRAINT currencies_pkey PRIMARY KEY (code)
);
-- insert_rows: rows that the model requires
INSERT INTO public.currencies (code, details, factor, label, rate, since) VALUES
    ('EUR', '{"symbol":"€","places":2}', '1.5', 'Euro', '1', '1999-01-01')
ON CONFLICT (code) DO UPDATE SET details = EXCLUDED.details, factor = EXCLUDED.factor, label = EXCLUDED.label, rate = EXCLUDED.rate, since = EXCLUDED.since;
-- insert_rows: rows that the model requires
INSERT INTO public.currencies (added_at, code, details, is_active, label) VALUES
    ('2024-01-01T00:00:00Z', 'XAU', '["a",1]', 'false', 'Gold; ''troy ounce''')
ON CONFLICT (code) DO UPDATE SET added_at = EXCLUDED.added_at, details = EXCLUDED.details, is_active = EXCLUDED.is_active, label = EXCLUDED.label;
-- insert_rows: rows that the model requires
INSERT INTO public.currencies (code, label, rate) VALUES
    ('XXX', 'None', NULL)
ON CONFLICT (code) DO UPDATE SET label = EXCLUDED.label, rate = EXCLUDED.rate;
COMMIT;

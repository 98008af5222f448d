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
CREATE TABLE public.events (
    id integer NOT NULL,
    day date NOT NULL,
    note text,
    CONSTRAINT events_pkey PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
-- create_table: new partition
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- create_table: new partition
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
-- insert_rows: rows that the model requires
INSERT INTO public.events (day, id, note) VALUES
    ('2025-05-05', '1', 'old')
ON CONFLICT (id, day) DO NOTHING;
-- insert_rows: rows that the model requires
INSERT INTO public.events (day, id) VALUES
    ('2026-05-05', '2')
ON CONFLICT (id, day) DO NOTHING;
COMMIT;

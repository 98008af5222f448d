SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_enum: new enum
CREATE TYPE public.mood AS ENUM ('calm', 'busy');
-- create_domain: new domain
CREATE DOMAIN public.cents AS integer CONSTRAINT not_negative CHECK (value >= 0);
-- create_table: new table
CREATE TABLE public.samples (
    id uuid NOT NULL,
    rate numeric(6,3),
    ratio double precision,
    flag boolean,
    day date,
    moment timestamp with time zone,
    span interval,
    tags text[],
    matrix integer[],
    doc jsonb,
    raw json,
    period daterange,
    address inet,
    blob bytea,
    mood public.mood,
    moods public.mood[],
    price public.cents,
    word character varying(10) DEFAULT 'x',
    CONSTRAINT samples_pkey PRIMARY KEY (id)
);
-- insert_rows: rows that the model requires
INSERT INTO public.samples (address, blob, day, doc, flag, id, matrix, moment, mood, moods, period, price, rate, ratio, raw, span, tags, word) VALUES
    ('10.0.0.1/8', E'\\x00ff', '2026-01-31', '{"b":[1,2.5,true],"a":"it''s"}', 'true', '00000000-0000-0000-0000-00000000000A', '{{"1","2"},{"3","4"}}', '2026-01-31T12:00:00+02:00', 'busy', '{"calm","busy"}', '[2026-01-01,2026-02-01)', '100', '1.5', 'NaN', '{"b":1,"a":2}', '90 minutes', E'{"a","b \\"c\\"","NULL"}', NULL)
ON CONFLICT (id) DO UPDATE SET address = EXCLUDED.address, blob = EXCLUDED.blob, day = EXCLUDED.day, doc = EXCLUDED.doc, flag = EXCLUDED.flag, matrix = EXCLUDED.matrix, moment = EXCLUDED.moment, mood = EXCLUDED.mood, moods = EXCLUDED.moods, period = EXCLUDED.period, price = EXCLUDED.price, rate = EXCLUDED.rate, ratio = EXCLUDED.ratio, raw = EXCLUDED.raw, span = EXCLUDED.span, tags = EXCLUDED.tags, word = EXCLUDED.word;
-- insert_rows: rows that the model requires
INSERT INTO public.samples (id) VALUES
    ('00000000-0000-0000-0000-00000000000b')
ON CONFLICT (id) DO NOTHING;
COMMIT;

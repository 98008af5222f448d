SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.readings (
    sensor bigint NOT NULL,
    region text NOT NULL,
    at date NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (sensor, region, at)
) PARTITION BY RANGE (at);
-- comment_on_relation: comment
COMMENT ON TABLE public.readings IS 'By year, then by region';
-- create_table: new partition
CREATE TABLE public.readings_2024 PARTITION OF public.readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (region);
-- comment_on_relation: comment
COMMENT ON TABLE public.readings_2024 IS 'The first year';
-- create_table: new partition
CREATE TABLE public.readings_2024_eu PARTITION OF public.readings_2024 FOR VALUES IN ('eu');
-- create_table: new partition
CREATE TABLE public.readings_2024_rest PARTITION OF public.readings_2024 DEFAULT;
-- create_table: new partition
CREATE TABLE public.readings_2025 PARTITION OF public.readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY HASH (sensor);
-- create_table: new partition
CREATE TABLE public.readings_2025_0 PARTITION OF public.readings_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- create_table: new partition
CREATE TABLE public.readings_2025_1 PARTITION OF public.readings_2025 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX readings_at ON public.readings USING btree (at DESC);
COMMIT;

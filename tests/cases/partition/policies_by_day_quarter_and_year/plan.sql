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
CREATE TABLE public.by_day (
    id bigint NOT NULL,
    at date NOT NULL
) PARTITION BY RANGE (at);
-- create_table: new partition
CREATE TABLE public.by_day_2024_02_28 PARTITION OF public.by_day FOR VALUES FROM ('2024-02-28') TO ('2024-02-29');
-- create_table: new partition
CREATE TABLE public.by_day_2024_02_29 PARTITION OF public.by_day FOR VALUES FROM ('2024-02-29') TO ('2024-03-01');
-- create_table: new partition
CREATE TABLE public.by_day_2024_03_01 PARTITION OF public.by_day FOR VALUES FROM ('2024-03-01') TO ('2024-03-02');
-- create_table: new table
CREATE TABLE public.by_quarter (
    id bigint NOT NULL,
    at date NOT NULL
) PARTITION BY RANGE (at);
-- create_table: new partition
CREATE TABLE public.by_quarter_2024_q1 PARTITION OF public.by_quarter FOR VALUES FROM ('2024-01-01') TO ('2024-04-01');
-- create_table: new partition
CREATE TABLE public.by_quarter_2024_q2 PARTITION OF public.by_quarter FOR VALUES FROM ('2024-04-01') TO ('2024-07-01');
-- create_table: new partition
CREATE TABLE public.by_quarter_2024_q3 PARTITION OF public.by_quarter FOR VALUES FROM ('2024-07-01') TO ('2024-10-01');
-- create_table: new partition
CREATE TABLE public.by_quarter_2024_q4 PARTITION OF public.by_quarter FOR VALUES FROM ('2024-10-01') TO ('2025-01-01');
-- create_table: new table
CREATE TABLE public.by_year (
    id bigint NOT NULL,
    at date NOT NULL
) PARTITION BY RANGE (at);
-- create_table: new partition
CREATE TABLE public.by_year_2024 PARTITION OF public.by_year FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COMMIT;

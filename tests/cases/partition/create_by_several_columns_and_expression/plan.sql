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
CREATE TABLE public.metrics (
    site integer NOT NULL,
    at date NOT NULL,
    value double precision
) PARTITION BY RANGE (site, at);
-- create_table: new partition
CREATE TABLE public.metrics_high PARTITION OF public.metrics FOR VALUES FROM ('10', '2024-01-01') TO (MAXVALUE, MAXVALUE);
-- create_table: new partition
CREATE TABLE public.metrics_low PARTITION OF public.metrics FOR VALUES FROM (MINVALUE, MINVALUE) TO ('10', '2024-01-01');
-- create_table: new table
CREATE TABLE public.names (
    name text NOT NULL
) PARTITION BY LIST ((lower("left"(name, 1))));
-- create_table: new partition
CREATE TABLE public.names_a PARTITION OF public.names FOR VALUES IN ('a');
COMMIT;

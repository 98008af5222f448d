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
CREATE TABLE public.alerts (
    id integer NOT NULL,
    sensor integer,
    at date,
    CONSTRAINT alerts_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.readings (
    sensor integer NOT NULL,
    at date NOT NULL,
    CONSTRAINT readings_pkey PRIMARY KEY (sensor, at)
) PARTITION BY RANGE (at);
-- create_table: new partition
CREATE TABLE public.readings_2024 PARTITION OF public.readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.alerts ADD CONSTRAINT alerts_reading FOREIGN KEY (sensor, at) REFERENCES public.readings (sensor, at);
COMMIT;

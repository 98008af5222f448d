SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA shop;
-- create_composite_type: new composite type
CREATE TYPE shop."Parcel Row" AS (
    id bigint,
    "Weight" numeric(8,2),
    label text COLLATE "C",
    sent_to integer
);
-- create_table: new table
CREATE TABLE public.parcels OF shop."Parcel Row" (
    id NOT NULL,
    "Weight" DEFAULT 1 NOT NULL,
    CONSTRAINT is_heavy CHECK ("Weight" > 0),
    CONSTRAINT parcels_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.parted OF shop."Parcel Row" (
    id NOT NULL
) PARTITION BY RANGE (id);
-- create_table: new partition
CREATE TABLE public.parted_low PARTITION OF public.parted FOR VALUES FROM ('0') TO ('100');
-- create_table: new table
CREATE TABLE public.people (
    id integer NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.plain OF shop."Parcel Row";
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX parcels_label ON public.parcels USING btree (label);
-- set_column_statistics: for the next ANALYZE
ALTER TABLE public.parcels ALTER COLUMN "Weight" SET STATISTICS 500;
-- comment_on_relation: comment
COMMENT ON TABLE public.parcels IS 'One row per parcel';
-- comment_on_relation: comment
COMMENT ON COLUMN public.parcels."Weight" IS 'Kilograms';
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.parcels ADD CONSTRAINT parcels_sent_to_fkey FOREIGN KEY (sent_to) REFERENCES public.people (id);
COMMIT;

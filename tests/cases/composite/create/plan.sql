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
CREATE SCHEMA geo;
-- create_enum: new enum
CREATE TYPE public.country AS ENUM ('de', 'fr');
-- create_domain: new domain
CREATE DOMAIN public.zip AS text CONSTRAINT zip_check CHECK (value ~ '^[0-9]+$');
-- create_composite_type: new composite type
CREATE TYPE geo.point AS (
    x double precision,
    y double precision
);
-- create_composite_type: new composite type
CREATE TYPE public.address AS (
    street text COLLATE "C",
    zip public.zip,
    country public.country,
    places geo.point[]
);
-- comment: comment
COMMENT ON TYPE public.address IS 'Where somebody lives';
-- create_composite_type: new composite type
CREATE TYPE public.empty AS ();
-- create_function: new function
CREATE OR REPLACE FUNCTION public.street_of(a public.address)
RETURNS text
LANGUAGE sql
AS $$select a.street$$;
-- create_table: new table
CREATE TABLE public.people (
    id integer NOT NULL,
    home public.address,
    elsewhere public.address[] DEFAULT '{}' NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id)
);
-- comment_on_relation: comment
COMMENT ON COLUMN public.address.zip IS 'Digits alone';
COMMIT;

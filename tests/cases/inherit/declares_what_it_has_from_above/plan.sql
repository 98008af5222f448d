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
CREATE TABLE public.places (
    id bigint NOT NULL,
    name text,
    CONSTRAINT is_named CHECK (name <> ''),
    CONSTRAINT is_numbered CHECK (id > 0),
    CONSTRAINT places_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.capitals (
    name text,
    CONSTRAINT capitals_pkey PRIMARY KEY (id),
    CONSTRAINT is_named CHECK (name <> '')
) INHERITS (public.places);
COMMIT;

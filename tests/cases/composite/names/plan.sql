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
CREATE SCHEMA "Other";
-- create_composite_type: new composite type
CREATE TYPE public."Pair" AS (
    "A" integer,
    "select" text
);
-- create_composite_type: new composite type
CREATE TYPE "Other"."Pair" AS (
    "user" public."Pair",
    "a.b" text
);
-- create_composite_type: new composite type
CREATE TYPE public."order" AS (
    x integer
);
-- create_table: new table
CREATE TABLE public.t (
    a public."Pair",
    b "Other"."Pair",
    c public."order"[]
);
COMMIT;

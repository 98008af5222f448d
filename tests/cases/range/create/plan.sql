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
CREATE SCHEMA other;
-- create_domain: new domain
CREATE DOMAIN public.grade AS integer CONSTRAINT grade_check CHECK (value >= 1 AND value <= 6);
-- create_range_type: new range type
CREATE TYPE other."Range" AS RANGE (
    SUBTYPE = integer
);
-- create_range_type: new range type
CREATE TYPE public.floatrange AS RANGE (
    SUBTYPE = double precision,
    SUBTYPE_DIFF = float8mi
);
-- create_range_type: new range type
CREATE TYPE public.grades AS RANGE (
    SUBTYPE = public.grade
);
-- create_range_type: new range type
CREATE TYPE public.textrange AS RANGE (
    SUBTYPE = text,
    SUBTYPE_OPCLASS = text_pattern_ops,
    COLLATION = "C",
    MULTIRANGE_TYPE_NAME = public.texts
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.seconds_between(a time without time zone, b time without time zone)
RETURNS double precision
LANGUAGE sql
IMMUTABLE
AS $$select extract(epoch from (a - b))::double precision$$;
-- create_range_type: new range type
CREATE TYPE public.timerange AS RANGE (
    SUBTYPE = time without time zone,
    SUBTYPE_DIFF = public.seconds_between
);
-- comment: comment
COMMENT ON TYPE public.timerange IS 'Opening hours';
-- create_table: new table
CREATE TABLE public.shops (
    id integer,
    open public.timerange DEFAULT (public.timerange('09:00', '17:00')) NOT NULL,
    days public.timemultirange,
    names public.texts,
    other other."Range"[]
);
COMMIT;

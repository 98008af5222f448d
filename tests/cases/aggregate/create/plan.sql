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
-- create_composite_type: new composite type
CREATE TYPE public.sums AS (
    n bigint,
    total numeric
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.add_sum(s public.sums, x numeric)
RETURNS public.sums
LANGUAGE sql
IMMUTABLE
AS $$select row(coalesce(s.n, 0) + 1, coalesce(s.total, 0) + x)::sums$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.join_sums(a public.sums, b public.sums)
RETURNS public.sums
LANGUAGE sql
IMMUTABLE
AS $$select row(a.n + b.n, a.total + b.total)::sums$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.mean_of(s public.sums)
RETURNS numeric
LANGUAGE sql
IMMUTABLE
AS $$select s.total / s.n$$;
-- create_aggregate: new aggregate
CREATE OR REPLACE AGGREGATE other."Total"(integer) (
    SFUNC = int4pl,
    STYPE = integer,
    SSPACE = 16,
    INITCOND = '0',
    MSFUNC = int4pl,
    MSTYPE = integer,
    MSSPACE = 16,
    MFINALFUNC = int4um,
    MFINALFUNC_MODIFY = SHAREABLE,
    MINITCOND = '0',
    MINVFUNC = int4mi
);
-- create_aggregate: new aggregate
CREATE OR REPLACE AGGREGATE public.mean(x numeric) (
    SFUNC = public.add_sum,
    STYPE = public.sums,
    FINALFUNC = public.mean_of,
    INITCOND = '(0,0)',
    COMBINEFUNC = public.join_sums,
    PARALLEL = SAFE
);
-- comment: comment
COMMENT ON AGGREGATE public.mean(numeric) IS 'The mean';
-- create_aggregate: new aggregate
CREATE OR REPLACE AGGREGATE public.rows(*) (
    SFUNC = int8inc,
    STYPE = bigint,
    INITCOND = '0'
);
-- create_aggregate: new aggregate
CREATE OR REPLACE AGGREGATE public.smallest(integer) (
    SFUNC = int4smaller,
    STYPE = integer,
    SORTOP = <
);
-- create_aggregate: new aggregate
CREATE OR REPLACE AGGREGATE public.smallest(text) (
    SFUNC = text_smaller,
    STYPE = text,
    SORTOP = <
);
-- create_table: new table
CREATE TABLE public.numbers (
    x numeric,
    n integer
);
-- create_view: new view
CREATE VIEW public.summary AS
SELECT public.mean(x), public.smallest(n), other."Total"(n) AS total
FROM public.numbers;
COMMIT;

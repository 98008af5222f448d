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
CREATE TYPE public.point3 AS (
    x integer,
    y integer,
    z integer
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.length_of(a public.point3)
RETURNS double precision
LANGUAGE sql
IMMUTABLE
AS $$select sqrt(a.x * a.x + a.y * a.y + a.z * a.z)$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.other_point(a public.point3, b public.point3)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select not same_point(a, b)$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.same_point(a public.point3, b public.point3)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select a.x = b.x and a.y = b.y and a.z = b.z$$;
-- create_operator: new operator
CREATE OPERATOR other.|| (
    FUNCTION = public.length_of,
    RIGHTARG = public.point3
);
-- create_operator: new operator
CREATE OPERATOR public.!== (
    FUNCTION = public.other_point,
    LEFTARG = public.point3,
    RIGHTARG = public.point3,
    COMMUTATOR = OPERATOR(public.!==),
    NEGATOR = OPERATOR(public.===)
);
-- create_operator: new operator
CREATE OPERATOR public.=== (
    FUNCTION = public.same_point,
    LEFTARG = public.point3,
    RIGHTARG = public.point3,
    COMMUTATOR = OPERATOR(public.===),
    NEGATOR = OPERATOR(public.!==),
    RESTRICT = eqsel,
    JOIN = eqjoinsel,
    HASHES,
    MERGES
);
-- comment: comment
COMMENT ON OPERATOR public.=== (public.point3, public.point3) IS 'The same point';
-- create_table: new table
CREATE TABLE public.pairs (
    a public.point3,
    b public.point3,
    CONSTRAINT apart CHECK (a OPERATOR(public.!==) b)
);
-- create_view: new view
CREATE VIEW public.same AS
SELECT a, OPERATOR(other.||) a AS length
FROM public.pairs
WHERE a OPERATOR(public.===) b;
COMMIT;

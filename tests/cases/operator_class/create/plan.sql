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
CREATE TYPE public.celsius AS (
    degrees integer
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.cmp(a public.celsius, b public.celsius)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$select a.degrees - b.degrees$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.eq(a public.celsius, b public.celsius)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select a.degrees = b.degrees$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.ge(a public.celsius, b public.celsius)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select a.degrees >= b.degrees$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.gt(a public.celsius, b public.celsius)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select a.degrees > b.degrees$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.le(a public.celsius, b public.celsius)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select a.degrees <= b.degrees$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.lt(a public.celsius, b public.celsius)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$select a.degrees < b.degrees$$;
-- create_operator: new operator
CREATE OPERATOR public.<# (
    FUNCTION = public.lt,
    LEFTARG = public.celsius,
    RIGHTARG = public.celsius
);
-- create_operator: new operator
CREATE OPERATOR public.<=# (
    FUNCTION = public.le,
    LEFTARG = public.celsius,
    RIGHTARG = public.celsius
);
-- create_operator: new operator
CREATE OPERATOR public.=# (
    FUNCTION = public.eq,
    LEFTARG = public.celsius,
    RIGHTARG = public.celsius
);
-- create_operator: new operator
CREATE OPERATOR public.># (
    FUNCTION = public.gt,
    LEFTARG = public.celsius,
    RIGHTARG = public.celsius
);
-- create_operator: new operator
CREATE OPERATOR public.>=# (
    FUNCTION = public.ge,
    LEFTARG = public.celsius,
    RIGHTARG = public.celsius
);
-- create_operator_family: new operator family
CREATE OPERATOR FAMILY public.points USING gist;
-- create_operator_family: new operator family
CREATE OPERATOR FAMILY shop."Temperatures" USING btree;
-- create_operator_class: new operator class
CREATE OPERATOR CLASS public.points FOR TYPE point USING gist FAMILY public.points AS
    STORAGE box,
    OPERATOR 1 << (point, point),
    OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops,
    FUNCTION 1 (point, point) gist_point_consistent(internal, point, smallint, oid, internal),
    FUNCTION 2 (point, point) gist_box_union(internal, internal),
    FUNCTION 3 (point, point) gist_point_compress(internal),
    FUNCTION 5 (point, point) gist_box_penalty(internal, internal, internal),
    FUNCTION 6 (point, point) gist_box_picksplit(internal, internal),
    FUNCTION 7 (point, point) gist_box_same(box, box, internal),
    FUNCTION 8 (point, point) gist_point_distance(internal, point, smallint, oid, internal);
-- create_operator_class: new operator class
CREATE OPERATOR CLASS shop."Celsius" FOR TYPE public.celsius USING btree FAMILY shop."Temperatures" AS
    OPERATOR 1 public.<# (public.celsius, public.celsius),
    OPERATOR 2 public.<=# (public.celsius, public.celsius),
    OPERATOR 3 public.=# (public.celsius, public.celsius),
    OPERATOR 4 public.>=# (public.celsius, public.celsius),
    OPERATOR 5 public.># (public.celsius, public.celsius),
    FUNCTION 1 (public.celsius, public.celsius) public.cmp(public.celsius, public.celsius);
-- comment: comment
COMMENT ON OPERATOR CLASS shop."Celsius" USING btree IS 'By degrees';
-- create_table: new table
CREATE TABLE public.days (
    highest public.celsius,
    place point
);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX by_highest ON public.days USING btree (highest shop."Celsius");
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX by_place ON public.days USING gist (place public.points);
COMMIT;

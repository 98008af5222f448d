CREATE TYPE public.celsius AS (degrees integer);
CREATE FUNCTION public.lt(a public.celsius, b public.celsius) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$select a.degrees < b.degrees$$;
CREATE FUNCTION public.cmp(a public.celsius, b public.celsius) RETURNS integer LANGUAGE sql IMMUTABLE AS $$select a.degrees - b.degrees$$;
CREATE FUNCTION public.cmp(a public.celsius, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$select a.degrees - b$$;
CREATE OPERATOR public.<# (FUNCTION = public.lt, LEFTARG = public.celsius, RIGHTARG = public.celsius);
CREATE OPERATOR FAMILY public.celsius_ops USING btree;
ALTER OPERATOR FAMILY public.celsius_ops USING btree ADD
    FUNCTION 1 (public.celsius, integer) public.cmp(public.celsius,integer);
CREATE OPERATOR CLASS public.celsius_ops
    DEFAULT FOR TYPE public.celsius USING btree FAMILY public.celsius_ops AS
    OPERATOR 1 public.<#(public.celsius,public.celsius) ,
    FUNCTION 1 (public.celsius, public.celsius) public.cmp(public.celsius,public.celsius);
CREATE TABLE public.days (highest public.celsius);
CREATE INDEX by_highest ON public.days USING btree (highest);
CREATE INDEX by_highest_named ON public.days USING btree (highest public.celsius_ops);
COMMENT ON OPERATOR CLASS public.celsius_ops USING btree IS 'By degrees';
COMMENT ON OPERATOR FAMILY public.celsius_ops USING btree IS 'Temperatures';

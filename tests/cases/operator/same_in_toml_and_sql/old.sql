CREATE FUNCTION public.same(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a = b';
CREATE OPERATOR public.=== (
    FUNCTION = public.same,
    LEFTARG = text,
    RIGHTARG = text,
    COMMUTATOR = OPERATOR(public.===)
);
CREATE TABLE public.t (a text, CONSTRAINT x CHECK ((a OPERATOR(public.===) 'x'::text)));

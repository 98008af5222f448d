CREATE TYPE public.floatrange AS RANGE (
    subtype = double precision,
    multirange_type_name = public.floatmultirange,
    subtype_diff = float8mi
);
CREATE TYPE public.names AS RANGE (
    subtype = text,
    multirange_type_name = public.names_multirange,
    collation = pg_catalog."C",
    subtype_opclass = pg_catalog.text_pattern_ops
);

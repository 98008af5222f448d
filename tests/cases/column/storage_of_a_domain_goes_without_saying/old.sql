CREATE DOMAIN public.amount AS numeric;
CREATE DOMAIN public.price AS public.amount;
CREATE DOMAIN public.tags AS text[];
CREATE TYPE public.state AS ENUM ('open', 'done');
CREATE TYPE public.place AS (street text, city text);
CREATE TYPE public.span AS RANGE (subtype = time without time zone);
CREATE TABLE public.t (
    price public.price,
    prices public.price[],
    tags public.tags,
    state public.state,
    place public.place,
    span public.span,
    spans public.span_multirange
);

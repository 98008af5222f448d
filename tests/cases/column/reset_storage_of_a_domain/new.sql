CREATE DOMAIN public.price AS numeric;
CREATE TABLE public.t (price public.price);

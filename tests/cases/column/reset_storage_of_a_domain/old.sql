CREATE DOMAIN public.price AS numeric;
CREATE TABLE public.t (price public.price);
ALTER TABLE public.t ALTER COLUMN price SET STORAGE EXTERNAL;

CREATE FUNCTION public.label(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$select 'n' || n$$;
CREATE TABLE public.numbers (n integer);
CREATE VIEW public.labels AS SELECT label(n) AS label FROM public.numbers;

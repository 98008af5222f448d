CREATE TABLE public.items (id integer, name text);
CREATE VIEW public.recent AS SELECT id FROM public.items;
CREATE VIEW public.newest AS SELECT id FROM public.recent;
CREATE MATERIALIZED VIEW public.totals AS SELECT count(*) AS items FROM public.recent;
CREATE FUNCTION public.total() RETURNS bigint LANGUAGE sql AS 'select 2';

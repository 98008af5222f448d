CREATE TABLE public.items (id integer);
CREATE TABLE public.others (id integer);
CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql AS 'select 1';
ALTER TABLE public.items OWNER TO access_one;
GRANT SELECT, INSERT ON TABLE public.items TO "access two";
REVOKE ALL ON FUNCTION public.one() FROM PUBLIC;
GRANT SELECT ON TABLE public.others TO access_one;

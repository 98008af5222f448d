CREATE TABLE public.items (id integer);
ALTER TABLE public.items OWNER TO access_one;
GRANT SELECT ON TABLE public.items TO "access two";

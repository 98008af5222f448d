CREATE TABLE public.items (
    id integer NOT NULL,
    code integer NOT NULL
);
ALTER TABLE public.items OWNER TO access_one;
ALTER TABLE public.items ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql AS 'select 1';
ALTER FUNCTION public.one() OWNER TO access_one;
CREATE SEQUENCE public.numbers;
ALTER SEQUENCE public.numbers OWNER TO access_one;
GRANT SELECT ON TABLE public.items TO "access two";
GRANT UPDATE(code) ON TABLE public.items TO "access two";
REVOKE ALL ON FUNCTION public.one() FROM PUBLIC;
GRANT ALL ON FUNCTION public.one() TO "access two";
GRANT SELECT,USAGE ON SEQUENCE public.items_id_seq TO "access two";

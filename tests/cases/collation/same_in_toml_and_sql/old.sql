CREATE COLLATION public.german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION public.plain (provider = libc, locale = 'C');
CREATE TABLE public.t (
    a text COLLATE public.german,
    b text COLLATE public.plain,
    c text COLLATE pg_catalog."C",
    CONSTRAINT a_from CHECK ((a >= ('a'::text COLLATE public.german)))
);
CREATE INDEX t_a ON public.t USING btree (a COLLATE public.plain);

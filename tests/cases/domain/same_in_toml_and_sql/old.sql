CREATE DOMAIN public.email AS character varying(320) COLLATE pg_catalog."C" DEFAULT 'a'::character varying NOT NULL
    CONSTRAINT email_check CHECK (((VALUE)::text ~ '^[^@]+@'::text))
    CONSTRAINT email_known CHECK (((VALUE)::text <> 'a'::text));
CREATE DOMAIN public.heir AS public.email COLLATE pg_catalog."C" DEFAULT 'a'::character varying;
CREATE DOMAIN public.small AS integer CONSTRAINT small_check CHECK (((VALUE >= 0) AND (VALUE <= 9)));
CREATE TABLE public.t (
    e public.email DEFAULT 'x@y'::character varying,
    s public.small DEFAULT 3
);

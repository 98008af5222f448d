CREATE TABLE public.places (
    id bigint NOT NULL,
    name text,
    height integer DEFAULT 0,
    CONSTRAINT is_named CHECK ((name <> ''::text))
);
CREATE TABLE public.capitals (
    name text,
    mayor text
)
INHERITS (public.places);
ALTER TABLE ONLY public.capitals ALTER COLUMN height SET DEFAULT 100;
ALTER TABLE ONLY public.capitals ALTER COLUMN height SET STATISTICS 500;
COMMENT ON COLUMN public.capitals.height IS 'Above the sea';

CREATE TABLE public.grids (
    cells integer[],
    labels character varying(10)[] DEFAULT '{}'::character varying[] NOT NULL
);

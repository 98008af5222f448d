CREATE TABLE public.things (
    a integer,
    b text,
    d numeric,
    e date,
    CONSTRAINT things_a CHECK ((a = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT things_b CHECK ((b = ANY (ARRAY['x'::text, 'y'::text]))),
    CONSTRAINT things_between CHECK (((a >= 1) AND (a <= 10))),
    CONSTRAINT things_coalesce CHECK ((COALESCE(d, (0)::numeric) >= (0)::numeric)),
    CONSTRAINT things_date CHECK ((e > '2000-01-01'::date)),
    CONSTRAINT things_like CHECK ((b ~~ 'x%'::text)),
    CONSTRAINT things_not CHECK ((NOT (b ~ '^ '::text))),
    CONSTRAINT things_null CHECK (((a IS NULL) <> (b IS NULL))),
    CONSTRAINT things_or CHECK (((a > 1) OR ((a < 0) AND (b IS NOT NULL)))),
    CONSTRAINT things_trim CHECK ((length(TRIM(BOTH FROM b)) > 0))
);

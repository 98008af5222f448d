CREATE TYPE public.state AS ENUM (
    'open',
    'paid'
);
CREATE TABLE public.orders (
    state public.state NOT NULL,
    paid_at timestamp with time zone,
    details jsonb,
    CONSTRAINT details_is_object CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT has_source CHECK (((details ->> 'source'::text) IS NOT NULL)),
    CONSTRAINT paid_has_time CHECK (((state <> 'paid'::public.state) OR (paid_at IS NOT NULL)))
);

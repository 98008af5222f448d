CREATE FUNCTION public.is_valid(code text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$select code ~ '^[A-Z]+$'$$;
CREATE TABLE public.codes (
    code text,
    CONSTRAINT code_is_valid CHECK (public.is_valid(code))
);

CREATE FUNCTION public.f(a integer, b character varying, c timestamp with time zone DEFAULT now(), d text[] DEFAULT '{}'::text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$ select true $$;
CREATE FUNCTION public.g() RETURNS integer
    LANGUAGE sql
    RETURN (1 + 2);

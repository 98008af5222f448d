CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$begin return new; end$$;
CREATE TABLE public.users (
    id integer NOT NULL,
    name text
);
CREATE TRIGGER a BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER b AFTER UPDATE OF id, name ON public.users FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION public.touch('1');
CREATE TRIGGER c AFTER DELETE ON public.users FOR EACH STATEMENT EXECUTE FUNCTION public.touch();

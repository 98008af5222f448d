CREATE TABLE public.orders (id bigint PRIMARY KEY);
CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin raise exception 'nothing is dropped here'; end $$;
CREATE EVENT TRIGGER refuse ON sql_drop EXECUTE FUNCTION public.refuse();

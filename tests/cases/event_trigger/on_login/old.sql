CREATE FUNCTION greet() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;

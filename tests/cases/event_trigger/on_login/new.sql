CREATE FUNCTION greet() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER greet ON login EXECUTE FUNCTION greet();

CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER watched ON sql_drop EXECUTE FUNCTION watch();
CREATE EVENT TRIGGER looked ON ddl_command_end EXECUTE FUNCTION watch();
ALTER EVENT TRIGGER looked DISABLE;
COMMENT ON EVENT TRIGGER looked IS 'Looks on';

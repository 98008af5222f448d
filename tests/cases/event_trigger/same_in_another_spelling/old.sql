CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER watched ON ddl_command_start
         WHEN TAG IN ('CREATE TABLE', 'DROP TABLE')
   EXECUTE FUNCTION public.watch();
ALTER EVENT TRIGGER watched ENABLE ALWAYS;

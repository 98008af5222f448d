CREATE SCHEMA "Dome 2";
CREATE FUNCTION "Order"() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE FUNCTION "Dome 2"."Order"() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER "user" ON sql_drop EXECUTE FUNCTION "Order"();

CREATE SCHEMA "Dome 2";
CREATE FUNCTION "Order"() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE FUNCTION "Dome 2"."Order"() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER "user" ON sql_drop EXECUTE FUNCTION "Dome 2"."Order"();
CREATE EVENT TRIGGER "Select" ON sql_drop EXECUTE FUNCTION "Order"();
COMMENT ON EVENT TRIGGER "Select" IS 'Reserved';

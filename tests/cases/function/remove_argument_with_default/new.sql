CREATE FUNCTION discount(price integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT price / 10$$;

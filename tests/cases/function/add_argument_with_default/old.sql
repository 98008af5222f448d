CREATE FUNCTION discount(price integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT price / 10$$;
CREATE TABLE items (id integer PRIMARY KEY, price integer);

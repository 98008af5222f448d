CREATE FUNCTION discount(price integer, percent integer DEFAULT 10) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT price * percent / 100$$;

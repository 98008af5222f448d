CREATE DOMAIN even AS integer;
CREATE FUNCTION is_even(n even) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT n::integer % 2 = 0';
ALTER DOMAIN even ADD CONSTRAINT even_is_even CHECK (is_even(VALUE));
CREATE TABLE pairs (n even);

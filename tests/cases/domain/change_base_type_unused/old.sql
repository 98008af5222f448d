CREATE DOMAIN code AS text CHECK (VALUE <> '');
COMMENT ON DOMAIN code IS 'A code';
CREATE DOMAIN longer AS code;
CREATE FUNCTION f(c code) RETURNS text LANGUAGE sql AS 'SELECT c::text';

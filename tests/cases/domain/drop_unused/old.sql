CREATE DOMAIN code AS text;
CREATE DOMAIN longer AS code;
CREATE TABLE t (id integer, code code);
CREATE FUNCTION f(c code) RETURNS text LANGUAGE sql AS 'SELECT c::text';

CREATE FUNCTION tidy(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';

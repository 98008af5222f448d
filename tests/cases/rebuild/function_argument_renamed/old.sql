CREATE FUNCTION plus(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a + 1;
CREATE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN plus(plus(a));
CREATE VIEW v AS SELECT twice(1) AS three;
COMMENT ON VIEW v IS 'Three';

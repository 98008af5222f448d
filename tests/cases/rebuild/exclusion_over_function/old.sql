CREATE FUNCTION span(n integer) RETURNS int4range LANGUAGE sql IMMUTABLE AS 'SELECT int4range(n, n + 1)';
CREATE TABLE t (id integer PRIMARY KEY, n integer, CONSTRAINT apart EXCLUDE USING gist (span(n) WITH &&));

CREATE FUNCTION span(m integer) RETURNS int4range LANGUAGE sql IMMUTABLE AS 'SELECT int4range(m, m + 1)';
CREATE TABLE t (id integer PRIMARY KEY, n integer, CONSTRAINT apart EXCLUDE USING gist (span(n) WITH &&));

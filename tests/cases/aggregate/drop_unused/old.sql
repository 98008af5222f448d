CREATE FUNCTION plus(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE AGGREGATE total(integer) (SFUNC = plus, STYPE = integer);
CREATE TABLE t (n integer);
CREATE VIEW v AS SELECT total(n) AS total FROM t;

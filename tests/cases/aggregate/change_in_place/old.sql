CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
CREATE TABLE t (n integer);
CREATE VIEW v AS SELECT total(n) AS total FROM t;

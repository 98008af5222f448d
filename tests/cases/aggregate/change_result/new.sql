CREATE AGGREGATE total(integer) (SFUNC = int84pl, STYPE = bigint, INITCOND = '0');
CREATE TABLE t (n integer);
CREATE VIEW v AS SELECT total(n)::text AS total FROM t;

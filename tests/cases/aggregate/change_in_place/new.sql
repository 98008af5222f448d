CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE, COMBINEFUNC = int4pl);
COMMENT ON AGGREGATE total(integer) IS 'All in all';
CREATE TABLE t (n integer);
CREATE VIEW v AS SELECT total(n) AS total FROM t;

CREATE DOMAIN code AS text;
CREATE TYPE pair AS (a code);
CREATE TABLE t (codes code[], pair pair);

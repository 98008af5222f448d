CREATE DOMAIN code AS text CHECK (VALUE <> '');
CREATE TYPE pair AS (a code);
CREATE TABLE t (codes code[], pair pair);

CREATE DOMAIN code AS text;
CREATE TABLE t (codes code[]);

CREATE DOMAIN code AS varchar(10);
CREATE TABLE t (code code);

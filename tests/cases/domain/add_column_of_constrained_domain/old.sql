CREATE DOMAIN free AS text;
CREATE DOMAIN checked AS text CHECK (VALUE <> '');
CREATE TABLE t (id integer);

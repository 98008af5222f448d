CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE TABLE v (id integer, name text);
CREATE VIEW w AS SELECT id FROM v;
CREATE FUNCTION f() RETURNS SETOF v LANGUAGE sql STABLE AS 'SELECT * FROM v';

CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE VIEW v AS SELECT name, id FROM users;
CREATE FUNCTION label(r v) RETURNS text LANGUAGE sql STABLE AS 'SELECT r.name';
CREATE VIEW w AS SELECT label(v) AS label FROM v;

CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE VIEW v AS SELECT name, id FROM users;
CREATE VIEW w AS SELECT id, name FROM v;

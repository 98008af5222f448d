CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, born date);
CREATE VIEW v AS SELECT id, name FROM users;
CREATE VIEW w AS SELECT id, name FROM v;

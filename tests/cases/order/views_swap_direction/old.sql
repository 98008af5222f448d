CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW a AS SELECT id, name FROM users;
CREATE VIEW b AS SELECT id, name FROM a;

CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW a_people AS SELECT id, name FROM users;

CREATE TABLE users (id integer PRIMARY KEY, name text, email text);
CREATE VIEW a_people AS SELECT id, name, email FROM users;

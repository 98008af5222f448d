CREATE TABLE users (id integer PRIMARY KEY);
CREATE VIEW people AS SELECT id FROM users;

CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW z_people AS SELECT id, name FROM users WHERE id > 18;

CREATE TABLE users (id integer PRIMARY KEY, age integer, name text);
CREATE VIEW z_people AS SELECT id, name FROM users WHERE age > 18;

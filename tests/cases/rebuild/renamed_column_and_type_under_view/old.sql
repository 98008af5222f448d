CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE VIEW v AS SELECT id, age FROM users WHERE age > 3;
CREATE INDEX users_age ON users (age) WHERE age > 5;

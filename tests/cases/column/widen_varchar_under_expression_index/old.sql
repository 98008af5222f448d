CREATE TABLE users (id integer PRIMARY KEY, name varchar(100) NOT NULL, team integer);
CREATE INDEX users_lower ON users (lower(name));
CREATE INDEX users_named ON users (team) WHERE name <> '';
CREATE INDEX users_plain ON users (name);

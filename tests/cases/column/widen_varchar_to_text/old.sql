CREATE TABLE users (id integer PRIMARY KEY, name varchar(100) NOT NULL);
CREATE INDEX users_name ON users (name);

CREATE TABLE users (id integer PRIMARY KEY, code text);
CREATE UNIQUE INDEX uq_users_code ON users (code) NULLS NOT DISTINCT;

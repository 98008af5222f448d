CREATE TABLE users (id integer NOT NULL, email text, name text);
CREATE INDEX ON users (email);
CREATE INDEX ON users (email, name);
CREATE INDEX ON users ((id + 1));
CREATE INDEX ON users (lower(email));
CREATE INDEX ON users (name);
CREATE INDEX ON users (name DESC);

CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, deleted boolean NOT NULL DEFAULT false);
CREATE UNIQUE INDEX a_partial ON users (email) WHERE NOT deleted;
CREATE UNIQUE INDEX z_full ON users (email);
CREATE TABLE logins (id integer PRIMARY KEY, email text NOT NULL REFERENCES users (email));
